import { strength } from './strength';

test.each([
  ['short', 0],
  ['aaaaaaaaaaaa', 1],
  ['password1234', 1],
  ['harbourlin', 2],
  ['correct horse battery staple', 4],
])('strength_%s_is_%d', (password, score) => expect(strength(password)).toBe(score));
