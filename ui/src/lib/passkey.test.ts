import { base64url } from './passkey';

test('base64url_ofBytesThatDiffer_hasNoPlusSlashOrPadding', () =>
  expect(base64url(new Uint8Array([251, 255, 191, 0]).buffer)).toBe('-_-_AA'));
