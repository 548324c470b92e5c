import { eventReader, type ServerEvent } from './eventReader';

const read = (...parts: string[]): ServerEvent[] => {
  const events: ServerEvent[] = [];
  const take = eventReader((event) => events.push(event));
  parts.forEach(take);
  return events;
};

test('eventReader_wholeEvents_areTold', () =>
  expect(read('event: ready\ndata: {}\n\nevent: requests\ndata: {"a":1}\n\n')).toEqual([
    { event: 'ready', data: '{}' },
    { event: 'requests', data: '{"a":1}' },
  ]));
test('eventReader_cutAnywhere_givesTheSame', () =>
  expect(read('event: re', 'ady\nda', 'ta: {}\n', '\n')).toEqual([{ event: 'ready', data: '{}' }]));
test('eventReader_comments_areIgnored', () => expect(read(': ping\n\n')).toEqual([]));
