// A stand-in for the server: the built dashboard with the real security headers, and an API with invented data.
// node e2e/fake-server.mjs [port]; state is chosen by the app: "harbourline" has data, "quiet" has none, "broken" fails.
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { api } from './fake-api.mjs';
import { news } from './fake-requests.mjs';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};
const SECURITY = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

function staticFile(path, response) {
  const file = normalize(join(DIST, path));
  if (file.startsWith(DIST) && existsSync(file) && statSync(file).isFile()) {
    response.writeHead(200, {
      ...SECURITY,
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    });
    createReadStream(file).pipe(response);
    return;
  }
  response.writeHead(200, { ...SECURITY, 'content-type': TYPES['.html'] });
  // As the server does: it knows under which path it is reached.
  response.end(readFileSync(join(DIST, 'index.html'), 'utf8').replace('<head>', '<head><base href="/">'));
}

/** One new request a second; with `many` in the filter more than can be shown. */
function stream(query, response) {
  const q = query.get('q') ?? '';
  response.writeHead(200, { ...SECURITY, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('event: ready\ndata: {"filterProblems":[]}\n\n');
  const tell = () => {
    if (!q.includes('nothing'))
      response.write(`event: requests\ndata: ${JSON.stringify(news(q.includes('many') ? 50 : 1))}\n\n`);
  };
  const timer = setInterval(tell, 1000);
  response.on('close', () => clearInterval(timer));
}

/** Starts on a free port unless one is given. */
export function startFakeServer(port = 0) {
  const handle = api();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (/^\/status\/.*\.svg$/.test(url.pathname)) {
      response.writeHead(200, { ...SECURITY, 'content-type': TYPES['.svg'] });
      response.end(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><rect width="90" height="20" rx="4" fill="#0f766e"/></svg>',
      );
      return;
    }
    if (!url.pathname.startsWith('/api/v1')) {
      staticFile(url.pathname, response);
      return;
    }
    if (url.pathname.endsWith('/requests/stream')) {
      stream(url.searchParams, response);
      return;
    }
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const { status, data, headers } = handle({
        method: request.method ?? 'GET',
        path: url.pathname.slice('/api/v1'.length),
        query: url.searchParams,
        body: body ? JSON.parse(body) : undefined,
        cookie: request.headers.cookie ?? '',
        csrf: request.headers['x-gatehouse-csrf'] === '1',
        proof: request.headers['gatehouse-share'],
        origin: `http://${request.headers.host}`,
      });
      const type = status >= 400 ? 'application/problem+json' : 'application/json';
      response.writeHead(status, {
        ...SECURITY,
        'content-type': type,
        'cache-control': 'no-store',
        ...headers,
      });
      response.end(data === undefined ? undefined : JSON.stringify(data));
    });
  });
  return new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      resolve({
        url: `http://127.0.0.1:${server.address().port}`,
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startFakeServer(Number(process.argv[2] ?? 8099));
  console.log(url);
}
