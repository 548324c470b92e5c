import { belowKeys, setKeyDefault } from './fake-keys.mjs';
import { detail, list, ofApp, ok } from './fake-app.mjs';
import { recomputedOf, statementId, statementList, statementOf } from './fake-statements.mjs';
import { DAY, iso, NOW } from './fake-data.mjs';
import * as requests from './fake-requests.mjs';
import { people } from './fake-people.mjs';
import { channels } from './fake-watch.mjs';

/** The answers of the fake server. Nothing here is part of the product. */

const problem = (status, code, detail) => ({
  status,
  data: {
    type: `urn:gatehouse:problem:${code}`,
    title: code,
    status,
    detail,
    code,
    requestId: 'req_7fk2q9x0',
  },
});

const profile = {
  id: 'u1',
  name: 'Ines Marek',
  email: 'ines@harbourline.example',
  role: 'owner',
  seesBodies: true,
  theme: 'system',
  density: 'comfortable',
  timeZone: 'UTC',
  locale: '',
  shortcuts: true,
};

const app = (id, name, extra = {}) => ({
  id,
  name,
  clientId: '0b9f2c1e-8a51-4a52-9d7e-0c2f4f9a1b11',
  apdexMs: 500,
  color: '#0f766e',
  paused: false,
  demo: id === 'harbourline',
  createdAt: iso(NOW - 90 * DAY),
  environments: [
    { name: 'prod', online: true },
    { name: 'staging', online: false },
  ],
  requests: 871_204,
  errorRate: 0.0449,
  p95Ms: 438,
  apdex: 0.93,
  consumers: 446,
  trend: Array.from({ length: 24 }, (_, i) => Math.round(30_000 + 12_000 * Math.sin(i / 4))),
  lastRequestAt: iso(NOW - 2000),
  ...extra,
});
const idle = {
  environments: [],
  requests: 0,
  errorRate: null,
  p95Ms: null,
  apdex: null,
  consumers: 0,
  trend: [],
  lastRequestAt: null,
};

export function api() {
  const state = { signedIn: true, demo: true, setup: false, tokens: [], apps: [], views: [] };

  const apps = () => [
    ...(state.demo ? [app('harbourline', 'Harbourline API')] : []),
    app('quiet', 'Quiet API', { color: '#8a5a00', ...idle }),
    app('broken', 'Broken API', { color: '#2e4597', requests: 1200, errorRate: 0.01, demo: false }),
    ...state.apps,
  ];

  function requestAnswer({ method, query, body }, name, rest, quiet) {
    if (name === 'requests') {
      if (rest === undefined)
        return ok(quiet ? { ...list([]), searchedTo: null, filterProblems: [] } : requests.page(query));
      if (rest === 'fields')
        return ok({
          items: body.requests.map(({ id }) => ({
            id,
            values: body.fields.map((f) => (f.includes('none') ? null : `v${id.slice(-2)}`)),
          })),
        });
      if (rest === 'strip') return ok({ ...requests.strip(query), ...(quiet && { bars: [] }) });
      const found = requests.detail(rest, state.role === 'viewer');
      return found ? ok(found) : problem(404, 'not_found', 'Not found.');
    }
    if (name === 'views') {
      if (method === 'POST') {
        const view = { id: `v${state.views.length + 1}`, team: false, ...body };
        state.views.push(view);
        return ok(view, 201);
      }
      const view = state.views.find((v) => v.id === rest);
      if (method === 'PUT') return ok(Object.assign(view, body));
      if (method === 'DELETE') {
        state.views = state.views.filter((v) => v.id !== rest);
        return { status: 204 };
      }
      return ok(list(state.views));
    }
    if (method === 'POST') return ok({ share: { id: 's1' }, secret: 'ghs_x7KdExampleSecret', url: '' }, 201);
    return method === 'DELETE' ? { status: 204 } : ok(list([]));
  }

  const redaction = {
    preview: { documents: 50, matched: 12, microsPerDocument: 14.2, examples: [] },
    'likely-secrets': {
      documents: 50,
      places: [
        ['request-body', '$.shipper.phone', 'phone', 31],
        ['request-body', '$.contacts[*].mail', 'email', 12],
        ['query', 'ref', 'token', 3],
      ].map(([target, path, looks, documents]) => ({
        target,
        path,
        looks,
        documents,
        endpoints: ['POST /v2/quotes'],
        example: { id: '00000000-0000-4000-8000-000000000038', at: iso(NOW) },
      })),
    },
  };

  function sharedAnswer({ path, query, body, proof }) {
    const [, , link, name, rest] = path.split('/');
    if (!['ghs_x7KdExampleSecret', 'ghs_locked'].includes(link))
      return problem(404, 'not_found', 'There is no shared view.');
    if (name === 'password')
      return body.password === 'nine violet trams'
        ? ok({ proof: '1.known', until: iso(NOW + DAY) })
        : problem(403, 'password-needed', 'This is not the password of the link.');
    if (link === 'ghs_locked' && proof !== '1.known')
      return problem(403, 'password-needed', 'Whoever shared this view set a password for its link.');
    if (!name)
      return ok({
        name: 'For support',
        appName: 'Harbourline API',
        env: 'prod',
        q: 'status:5xx',
        from: iso(NOW - DAY),
        to: iso(NOW),
        fixedRange: false,
        expiresAt: iso(NOW + 7 * DAY),
      });
    if (name === 'requests') {
      query.set('q', 'status:5');
      return ok(rest === 'strip' ? requests.strip(query) : requests.page(query));
    }
    return ofApp[name](query, false);
  }

  const amendments = {};
  function statementAnswer({ method, query, body }, rest, action, { lastRequestAt }) {
    if (action === 'amend') (amendments[rest] ??= []).push(body);
    if (rest === undefined && method === 'GET') return ok(statementList(query, lastRequestAt === null));
    if (rest === 'all') return ok({ made: 19, skipped: 5 });
    if (action === 'recompute') return ok(recomputedOf(rest));
    return ok(statementOf(rest ?? statementId, amendments[rest]), method === 'POST' ? 201 : 200);
  }

  function appAnswer({ method, path, query, body, origin }) {
    const [, , id = '', name = '', rest, part] = path.split('/');
    const current = apps().find((a) => a.id === id);
    if (!current) return problem(404, 'not_found', `There is no app “${id}”.`);
    if (method === 'PATCH' && !name) return ok({ ...current, ...body });
    if (!name) return ok(current);
    if (id === 'broken' && !['environments', 'start'].includes(name))
      return problem(503, 'query_timeout', 'The query took longer than 10 s.');
    if (['requests', 'views', 'shares'].includes(name))
      return requestAnswer({ method, query, body }, name, rest, current.lastRequestAt === null);
    if (name === 'statements') return statementAnswer({ method, query, body }, rest, part, current);
    if (part !== undefined && `${name}/${part}` in ofApp) return ofApp[`${name}/${part}`](query, false);
    if (rest !== undefined && `${name}/${rest}` in ofApp) return ofApp[`${name}/${rest}`](query, false);
    const below = name === 'keys' && belowKeys({ method, path, query, body }, current.lastRequestAt === null);
    if (below) return ok(below);
    if (name === 'key-defaults' && method === 'PUT') {
      setKeyDefault({ level: rest, name: part, ...body });
      return ok({ level: rest, name: part, ...body });
    }
    if (rest !== undefined && name in detail) {
      const found = detail[name](decodeURIComponent(rest), query);
      return found
        ? ok({ ...found, ...(method === 'PATCH' ? body : {}) })
        : problem(404, 'not_found', 'Not found.');
    }
    if (name === 'redaction' && rest in redaction) return ok(redaction[rest]);
    const full = rest && `${name}/${rest}` in ofApp ? `${name}/${rest}` : name;
    return full in ofApp
      ? ofApp[full](query, current.lastRequestAt === null, origin)
      : problem(404, 'not_found', 'Not found.');
  }

  const workspace = {
    '/apps': () => ok(list(apps())),
    '/channels': () => ok(list(channels)),
    '/storage': () =>
      ok({
        ingestPerSecond: 10.1,
        usedBytes: 6.2e9,
        limitBytes: 2e10,
        logBytes: 2e8,
        lagMillis: 900,
        healthy: true,
        detail: '',
      }),
    '/profile': () => ok(profile),
    '/members': () =>
      ok(
        list([
          {
            ...profile,
            disabled: false,
            password: true,
            secondFactor: true,
            createdAt: iso(NOW - 90 * DAY),
            lastSeenAt: iso(NOW),
          },
          {
            ...profile,
            id: 'u2',
            name: 'Tom Aldous',
            email: 'tom@harbourline.example',
            role: 'viewer',
            seesBodies: false,
            disabled: false,
            password: true,
            secondFactor: false,
            createdAt: iso(NOW - 9 * DAY),
            lastSeenAt: null,
          },
        ]),
      ),
    '/tokens': () => ok(list(state.tokens)),
    '/retention': () =>
      ok({
        minuteDays: 14,
        hourDays: 90,
        dayDays: 395,
        requestLogDays: 30,
        bodyDays: 7,
        estimatedBytes: { minute: 2.1e9, hour: 4e8, day: 6e7, requestLog: 9.3e9 },
      }),
    '/audit': () =>
      ok(
        list([
          {
            id: 'a1',
            at: iso(NOW - 7200_000),
            actor: 'ines@harbourline.example',
            action: 'app.update',
            target: 'harbourline',
            detail: '{"apdexMs":[300,500]}',
            address: '203.0.113.42',
            hash: '9f2c',
          },
        ]),
      ),
    '/audit/verify': () => ok({ intact: true, entries: 128, brokenAt: null }),
  };

  const person = people(problem);

  return function handle(request) {
    const { method, path, body } = request;
    if (method !== 'GET' && !request.csrf)
      return problem(403, 'csrf', 'The header X-Gatehouse-Csrf is missing.');
    const session = {
      user: { ...profile, role: state.role ?? profile.role },
      workspace: { name: 'Harbourline' },
      secondFactorNeeded: state.secondFactorNeeded ?? false,
      demo: state.demo,
      version: '0.1.0',
    };
    if (path === '/server')
      return ok({
        version: '0.1.0',
        setupRequired: state.setup,
        demo: state.demo,
        providers: [{ id: 'sso', name: 'Harbourline single sign-on' }],
        passwords: 'all',
      });
    if (path === '/session' && method === 'POST') {
      if (body.password !== 'correct horse battery')
        return problem(401, 'bad_credentials', 'E-mail or password is wrong.');
      if (state.secondStep) return ok({ ticket: 't1', methods: ['code', 'passkey', 'recovery'] }, 202);
      state.signedIn = true;
      return ok(session, 201);
    }
    if (path !== '/session') {
      const answered = person(request, state, () => session);
      if (answered) return answered;
    }
    if (path === '/setup') {
      state.setup = false;
      state.signedIn = true;
      return ok(session, 201);
    }
    if (path === '/test/state') {
      Object.assign(state, body);
      return ok({});
    }
    if (path.startsWith('/shares/')) return sharedAnswer(request);
    if (!state.signedIn) return problem(401, 'unauthenticated', 'Sign in first.');
    if (path === '/session' && method === 'DELETE') {
      state.signedIn = false;
      return { status: 204 };
    }
    if (path === '/session') return ok(session);
    if (path === '/demo') {
      state.demo = false;
      return { status: 204 };
    }
    if (path === '/tokens' && method === 'POST') {
      const token = {
        id: 't1',
        prefix: 'ghp_x7Kd',
        createdAt: iso(NOW),
        expiresAt: null,
        lastUsedAt: null,
        role: 'viewer',
        ...body,
      };
      state.tokens = [token];
      return ok({ ...token, secret: 'ghp_x7KdExampleSecret' }, 201);
    }
    if (path === '/apps' && method === 'POST') {
      const created = app(body.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'), body.name, {
        ...idle,
        demo: false,
      });
      state.apps.push(created);
      return ok(created, 201);
    }
    if (method === 'POST' && /^\/apps\/[^/]+\/ingest-keys$/.test(path))
      return ok(
        {
          id: 'k2',
          name: body.name,
          prefix: 'ghi_n3Qv',
          secret: 'ghi_n3QvExampleSecret',
          writeToken: 'apt_n3QvExampleWriteTokenAb',
        },
        201,
      );
    if (method === 'PATCH' && path === '/profile') return ok(Object.assign(profile, body));
    if (path.startsWith('/traces/')) return ok(requests.trace(path.split('/')[2]));
    if (path.startsWith('/apps/')) return appAnswer(request);
    return path in workspace ? workspace[path](request) : problem(404, 'not_found', 'Not found.');
  };
}
