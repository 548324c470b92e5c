const COMMON = /^(password|passwort|qwerty|letmein|welcome|admin|iloveyou|123456|abc123|changeme|secret)/i;
export const MIN_LENGTH = 10;

/** 0 (too short) to 4 (strong). A hint while typing; the server decides. */
export function strength(password: string): number {
  if (password.length < MIN_LENGTH) return 0;
  const distinct = new Set(password.toLowerCase()).size;
  if (COMMON.test(password) || distinct < 6) return 1;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  const length = [13, 16, 20].filter((limit) => password.length >= limit).length;
  const score = length + (kinds >= 3 ? 1 : 0) + (distinct >= 10 ? 1 : 0);
  return Math.min(4, Math.max(2, score));
}
