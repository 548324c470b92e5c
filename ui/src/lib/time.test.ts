import { ago, bucket, clock, dateTime, fromField, span, startOfDay, startOfMonth, toField } from './time';

const at = Date.UTC(2026, 10, 22, 10, 21, 22);

test('ago_under24h_isRelative', () => {
  expect(ago(at - 4000, 'UTC', at)).toBe('4 s ago');
  expect(ago(at - 3 * 3_600_000, 'UTC', at)).toBe('3 h ago');
});
test('ago_older_isDate', () => expect(ago(at - 3 * 86_400_000, 'UTC', at)).toBe('19 Nov'));
test('dateTime_otherYear_namesYear', () => {
  expect(dateTime(at, 'UTC', at)).toBe('22 Nov, 10:21:22');
  expect(dateTime(at, 'UTC', at + 60 * 86_400_000)).toBe('22 Nov 2026, 10:21:22');
});
test('clock_zone_shifts', () => expect(clock(at, 'Europe/Warsaw')).toBe('11:21'));
test('span_picksUnit', () =>
  expect([60, 900, 7200, 86_400, 604_800].map(span)).toEqual(['1 min', '15 min', '2 h', '1 d', '1 w']));
test('bucket_quarterHour_showsBothEnds', () =>
  expect(bucket(Date.UTC(2026, 10, 22, 10), 900, 'UTC')).toBe('Sun 22 Nov, 10:00 – 10:15'));
test('startOfDay_inZone_isLocalMidnight', () => {
  expect(new Date(startOfDay(at, 'Europe/Warsaw')).toISOString()).toBe('2026-11-21T23:00:00.000Z');
  expect(new Date(startOfDay(at, 'America/New_York', -1)).toISOString()).toBe('2026-11-21T05:00:00.000Z');
});
test('startOfDay_acrossClockChange_staysMidnight', () =>
  expect(new Date(startOfDay(Date.UTC(2026, 2, 29, 12), 'Europe/Warsaw')).toISOString()).toBe(
    '2026-03-28T23:00:00.000Z',
  ));
test('startOfMonth_previous', () =>
  expect(new Date(startOfMonth(at, 'UTC', -1)).toISOString()).toBe('2026-10-01T00:00:00.000Z'));
test('field_roundTrip', () => {
  expect(toField(at, 'Europe/Warsaw')).toBe('2026-11-22T11:21');
  expect(fromField('2026-11-22T11:21', 'Europe/Warsaw')).toBe(Date.UTC(2026, 10, 22, 10, 21));
  expect(fromField('nonsense', 'UTC')).toBeUndefined();
});
