import type { RequestDetail } from '../../api/requests';

/** What stands in stored data where a secret was. */
export const MASK = '[REDACTED]';
const MASKS = /\[REDACTED\]|%5BREDACTED%5D/gi;
const TOKEN = '$TOKEN';

/** Set by the client for each connection anew. */
const OF_THE_CONNECTION = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'te',
]);
/** Never copied, even when they were stored as they are. */
const SECRET =
  /^(authorization|proxy-authorization|cookie|set-cookie)$|(^|[-_])(api-?key|token|secret|password)$/i;

/** A word of a POSIX shell; `$TOKEN` in place of each mask stays a variable. */
export function quoted(text: string): string {
  if (text.search(MASKS) < 0) return `'${text.replaceAll("'", `'\\''`)}'`;
  const parts = text.split(MASKS).map((part) => part.replace(/[\\"$`]/g, '\\$&'));
  return `"${parts.join(TOKEN)}"`;
}

/** The request as a command line. Secrets and masked values are `$TOKEN`. */
export function curlOf(request: RequestDetail): string {
  const lines = [`curl ${quoted(request.url)}`];
  if (request.method !== 'GET') lines.push(`-X ${quoted(request.method)}`);
  for (const { name, value } of request.requestHeaders ?? []) {
    if (OF_THE_CONNECTION.has(name.toLowerCase()) || name.startsWith(':')) continue;
    lines.push(`-H ${quoted(`${name}: ${SECRET.test(name) ? MASK : value}`)}`);
  }
  const { text, base64 } = request.requestBody;
  if (text !== null && text !== '' && !base64) lines.push(`--data-raw ${quoted(text)}`);
  return lines.join(' \\\n  ');
}
