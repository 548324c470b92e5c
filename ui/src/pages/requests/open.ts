import type { RequestRow } from '../../api/requests';
import type { ViewSearch } from '../../state/search';

/** The request in the drawer as it stands in the address: its id and when it began. */
export type Opened = { id: string; at: string | undefined };

export function opened(open: string | undefined): Opened | undefined {
  if (!open) return undefined;
  const [id = '', at] = open.split('@');
  return { id, at: at && !Number.isNaN(Date.parse(at)) ? at : undefined };
}

export const openKey = (row: Pick<RequestRow, 'id' | 'at'>): string => `${row.id}@${row.at}`;

/** The path of a URL with its query, without scheme and host. */
export function pathOf(url: string): string {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/is.exec(url)?.[1] ?? url;
  return path === '' ? '/' : path;
}

/** What is kept of the address by a saved view: not the open request. */
export function viewQuery(search: ViewSearch): string {
  const { env, range, from, to, q } = search;
  const kept = { env, range, from, to, q };
  const entries = Object.entries(kept).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(entries).toString();
}
