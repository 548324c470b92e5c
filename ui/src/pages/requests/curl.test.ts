import type { RequestDetail } from '../../api/requests';
import { curlOf, quoted } from './curl';

const request = (rest: Partial<RequestDetail>) =>
  ({
    method: 'POST',
    url: 'https://api.example/v2/quotes?api_key=[REDACTED]',
    requestHeaders: [],
    requestBody: { state: 'captured', text: null, base64: false },
    ...rest,
  }) as RequestDetail;

test('curlOf_maskedValues_areVariables_neverMasks', () => {
  const text = curlOf(
    request({
      requestHeaders: [
        { name: 'Authorization', value: 'Bearer [REDACTED]' },
        { name: 'Host', value: 'api.example' },
        { name: 'Accept', value: '*/*' },
      ],
      requestBody: { state: 'captured', text: '{"card":"[REDACTED]","note":"$5"}', base64: false },
    }),
  );
  expect(text).toContain('curl "https://api.example/v2/quotes?api_key=$TOKEN"');
  expect(text).toContain('-H "Authorization: $TOKEN"');
  expect(text).toContain('\\"card\\":\\"$TOKEN\\"');
  expect(text).toContain('\\$5');
  expect(text).toContain("-H 'Accept: */*'");
  expect(text).not.toContain('REDACTED');
  expect(text).not.toContain('Host');
});
test('curlOf_secretThatWasStored_isNotCopied', () =>
  expect(curlOf(request({ requestHeaders: [{ name: 'X-Api-Key', value: 'k-123' }] }))).not.toContain(
    'k-123',
  ));
test('curlOf_binaryBody_isLeftOut', () =>
  expect(curlOf(request({ requestBody: { state: 'captured', text: 'AAEC', base64: true } }))).not.toContain(
    'AAEC',
  ));
test('quoted_hostileText_staysOneWord', () => {
  expect(quoted("it's $(rm)")).toBe(`'it'\\''s $(rm)'`);
  expect(quoted('[REDACTED]`x`"')).toBe('"$TOKEN\\`x\\`\\""');
});
