import { useQuery } from '@tanstack/react-query';
import { answer, client } from './client';

/** Single values of recorded requests, for columns that readers choose. */

export type FieldValues = (string | null)[];
type Row = { id: string; at: string };
type Waiting = Row & { take: (values: FieldValues) => void; fail: (error: unknown) => void };

const BATCH = 100;
const GATHER_MILLIS = 20;
const waiting = new Map<string, Waiting[]>();

/** Asks for one request's values together with all others that are asked for at about the same time. */
function load(app: string, fields: string[], row: Row): Promise<FieldValues> {
  const key = JSON.stringify([app, fields]);
  return new Promise((take, fail) => {
    const batch = waiting.get(key) ?? [];
    if (batch.length === 0) {
      waiting.set(key, batch);
      setTimeout(() => {
        waiting.delete(key);
        for (let i = 0; i < batch.length; i += BATCH) void send(app, fields, batch.slice(i, i + BATCH));
      }, GATHER_MILLIS);
    }
    batch.push({ id: row.id, at: row.at, take, fail });
  });
}

async function send(app: string, fields: string[], batch: Waiting[]): Promise<void> {
  try {
    const requests = batch.map(({ id, at }) => ({ id, at }));
    const body = { fields, requests };
    const { items } = await answer(
      client.POST('/apps/{app}/requests/fields', { params: { path: { app } }, body }),
    );
    const byId = new Map(items.map(({ id, values }) => [id, values]));
    for (const { id, take } of batch) take(byId.get(id) ?? []);
  } catch (error) {
    for (const { fail } of batch) fail(error);
  }
}

/** Values of one row; those of all rows on screen are asked for at once. */
export const useRequestFields = (app: string, fields: string[], row: Row) =>
  useQuery({
    queryKey: ['app', app, 'request-fields', fields, row.id],
    queryFn: () => load(app, fields, row),
    staleTime: Infinity,
    retry: false,
  });
