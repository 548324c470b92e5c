/** Only an address of this dashboard: never lead a person who has just signed in to another site. */
export const safeNext = (next: string | undefined): string =>
  next && /^\/(?![/\\])/.test(next) ? next : '/';
