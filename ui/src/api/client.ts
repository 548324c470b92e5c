import createClient, { type Middleware } from 'openapi-fetch';
import { baseUrl } from '../lib/base';
import type { components, paths } from './schema';

type Schemas = components['schemas'];
export type Schema<K extends keyof Schemas> = Schemas[K];

/** A problem document of the server, or the lack of an answer (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly field: string | undefined;
  readonly requestId: string | undefined;

  constructor(problem: Partial<Schema<'Problem'>> & { status: number; detail: string }) {
    super(problem.detail);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code ?? 'unknown';
    this.field = problem.field;
    this.requestId = problem.requestId;
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD']);

const security: Middleware = {
  onRequest({ request }) {
    if (!SAFE_METHODS.has(request.method)) request.headers.set('X-Gatehouse-Csrf', '1');
    return request;
  },
};

export const client = createClient<paths>({ baseUrl: new URL('api/v1', baseUrl).href });
client.use(security);

function isProblem(value: unknown): value is Schema<'Problem'> {
  return typeof value === 'object' && value !== null && 'detail' in value && 'code' in value;
}

type Outcome<T> = { data?: T; error?: unknown; response: Response };

/** The answer's data; anything else is thrown as an `ApiError`. */
export async function answer<T>(call: Promise<Outcome<T>>): Promise<T> {
  const outcome = await call.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError({ status: 0, code: 'unreachable', detail: 'The server did not answer.' });
  });
  const { data, error, response } = outcome;
  if (response.ok) return data as T;
  if (isProblem(error)) throw new ApiError(error);
  throw new ApiError({
    status: response.status,
    detail: `The server answered with status ${response.status}.`,
  });
}
