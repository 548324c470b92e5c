import { expect, test } from 'vitest';
import { includes } from './useMay';

test('a role includes the lesser ones, and nobody has one before the session is known', () => {
  expect(includes('owner', 'admin')).toBe(true);
  expect(includes('editor', 'editor')).toBe(true);
  expect(includes('viewer', 'editor')).toBe(false);
  expect(includes(undefined, 'viewer')).toBe(false);
});
