import { baseUrl } from '../lib/base';
import { eventReader, type ServerEvent } from '../lib/eventReader';
import { ApiError, type Schema } from './client';

/** Server-sent events, read with `fetch`: unlike `EventSource` it tells why a stream was refused. */

/** Reads until the stream ends; rejects when it was refused or broke off. */
export async function readEvents(
  path: string,
  query: Record<string, string>,
  signal: AbortSignal,
  onEvent: (event: ServerEvent) => void,
): Promise<void> {
  const url = new URL(`api/v1${path}`, baseUrl);
  url.search = new URLSearchParams(query).toString();
  const response = await fetch(url, { signal, headers: { accept: 'text/event-stream' } });
  if (!response.ok || !response.body) {
    const problem = (await response.json().catch(() => ({}))) as Partial<Schema<'Problem'>>;
    const detail = problem.detail ?? `The server answered with status ${response.status}.`;
    throw new ApiError({ ...problem, status: response.status, detail });
  }
  const take = eventReader(onEvent);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) take(part.value);
}
