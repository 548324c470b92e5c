/** Where the dashboard lives, with a slash at the end. The server writes `<base>`; the development server does not. */
export const baseUrl = new URL(document.querySelector('base')?.getAttribute('href') ?? '/', location.origin);
