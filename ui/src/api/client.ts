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

/** Changes as they were sent, for sending them again. */
const copies = new WeakMap<Request, Request>();

const security: Middleware = {
  onRequest({ request }) {
    if (!SAFE_METHODS.has(request.method)) {
      request.headers.set('X-Gatehouse-Csrf', '1');
      copies.set(request, request.clone());
    }
    return request;
  },
  /** Some changes want the person to have shown lately who they are: asks, and sends the change once more. */
  async onResponse({ request, response }) {
    const again = copies.get(request);
    if (response.status !== 403 || !again || !(await response.clone().text()).includes('"proof-needed"'))
      return;
    const { askProof } = await import('../pages/auth/proof');
    return (await askProof()) ? fetch(again) : undefined;
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
