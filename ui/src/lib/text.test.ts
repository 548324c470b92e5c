import { shown, shownLines } from './text';

test('shown_bidiOverride_isEscaped', () => expect(shown('a\u202Eb')).toBe('a\\u{202e}b'));
test('shown_controlAndZeroWidth_areEscaped', () =>
  expect(shown('\u0000x\u200b')).toBe('\\u{0000}x\\u{200b}'));
test('shown_lineBreaks_becomeSpaces', () => expect(shown('a\nb\tc')).toBe('a b c'));
test('shown_ordinaryText_isUntouched', () =>
  expect(shown('Zażółć <b>“ok”</b> 日本')).toBe('Zażółć <b>“ok”</b> 日本'));
test('shownLines_keepsLines', () => expect(shownLines('a\r\n\tb\u001b[0m')).toBe('a\n\tb\\u{001b}[0m'));
