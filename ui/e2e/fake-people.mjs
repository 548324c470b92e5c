import { DAY, iso, NOW } from './fake-data.mjs';
import { list, ok } from './fake-app.mjs';

/** How the members of the fake server sign in. Nothing here is part of the product. */

const AGENTS = {
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148 Safari/604.1',
};
const CODES = Array.from({ length: 10 }, (_, i) => `k7p${'abcdefghij'[i]}-2mqx-w5tn-r3c${'bcdefghijk'[i]}`);

export const sessions = [
  {
    id: 's1',
    method: 'password+code',
    createdAt: iso(NOW - DAY),
    lastSeenAt: iso(NOW),
    address: '203.0.113.42',
    userAgent: AGENTS.firefox,
    current: true,
  },
  {
    id: 's2',
    method: 'passkey',
    createdAt: iso(NOW - 3 * DAY),
    lastSeenAt: iso(NOW - 7_200_000),
    address: '198.51.100.7',
    userAgent: AGENTS.phone,
    current: false,
  },
];

const passkey = (id, name, synced, used) => ({
  id,
  name,
  site: 'localhost',
  synced,
  createdAt: iso(NOW - 40 * DAY),
  lastUsedAt: used,
});

const challenge = { ticket: 'c1', challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' };

const provider = {
  id: 'sso',
  name: 'Harbourline single sign-on',
  issuer: 'https://login.harbourline.example/realms/main',
  clientId: 'gatehouse',
  hasSecret: true,
  domains: ['harbourline.example'],
  groupsClaim: 'groups',
  groups: [],
  newRole: 'viewer',
  checksFactor: false,
  trustsEmail: false,
  enabled: true,
  redirectUri: 'https://gatehouse.example.com/api/v1/session/providers/sso/callback',
  createdAt: iso(NOW - 50 * DAY),
};

const invitation = (id, email, role, more) => ({
  id,
  email,
  role,
  seesBodies: role !== 'viewer',
  invitedBy: 'Ines Marek (ines@harbourline.example)',
  createdAt: iso(NOW - DAY),
  expiresAt: iso(NOW + 6 * DAY),
  expired: false,
  mailedAt: null,
  mailProblem: '',
  ...more,
});

export function people(problem) {
  const state = {
    sessions,
    totp: { since: iso(NOW - 60 * DAY) },
    passkeys: [passkey('p1', 'Work laptop', false, iso(NOW - 3_600_000)), passkey('p2', 'Phone', true, null)],
    codes: 8,
    providers: [provider],
    invitations: [
      invitation('i1', 'nora@harbourline.example', 'editor', { mailedAt: iso(NOW - DAY) }),
      invitation('i2', 'sam@harbourline.example', 'viewer', {
        mailProblem: 'The mail server mail.example.com did not take it: 451 try later',
      }),
      invitation('i3', 'old@harbourline.example', 'admin', { expired: true, expiresAt: iso(NOW - DAY) }),
    ],
    policy: { secondFactor: false, passwords: 'all', withoutFactor: 1 },
  };

  const post = {
    '/session/second-factor': ({ body }) =>
      body.code === '123456' ? undefined : problem(401, 'wrong-credentials', 'This code is not right.'),
    '/session/passkey/options': () => ok({ ...challenge, rpId: 'localhost', allow: [] }),
    '/session/passkey': () => undefined,
    '/session/proof/options': () => ok({ ...challenge, rpId: 'localhost', allow: [] }),
    '/session/proof': ({ body }, shared) => {
      if (body.code !== '123456') return problem(401, 'wrong-credentials', 'This code is not right.');
      shared.proven = true;
      return ok({ until: iso(NOW + 300_000) });
    },
    '/profile/totp': () =>
      ok(
        {
          secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
          uri: 'otpauth://totp/Gatehouse%20Harbourline:ines%40harbourline.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Gatehouse%20Harbourline&algorithm=SHA1&digits=6&period=30',
        },
        201,
      ),
    '/profile/totp/confirm': ({ body }, shared) => {
      if (body.code !== '123456') return problem(422, 'invalid', 'This code is not right.');
      state.totp = { since: iso(NOW) };
      shared.secondFactorNeeded = false;
      return ok({ recoveryCodes: CODES }, 201);
    },
    '/profile/recovery-codes': () => {
      state.codes = 10;
      return ok({ recoveryCodes: CODES }, 201);
    },
    '/profile/passkeys/options': () =>
      ok({
        ...challenge,
        rp: { id: 'localhost', name: 'Gatehouse' },
        user: { id: 'dTE', name: 'ines@harbourline.example', displayName: 'Ines Marek' },
        algorithms: [-7, -8, -257],
        exclude: [],
      }),
    '/profile/passkeys': ({ body }) => {
      const made = passkey(body.id, body.name, false, null);
      state.passkeys = [...state.passkeys, made];
      return ok({ passkey: made, recoveryCodes: [] }, 201);
    },
  };

  const byHand = 'https://gatehouse.example.com/invite/ghn_ExampleSecret';

  function providerAnswer({ method, path, body }) {
    const [, , id, action] = path.split('/');
    if (action === 'test')
      return ok(
        id === 'sso'
          ? { ok: true, problem: null }
          : { ok: false, problem: 'The provider cannot be reached.' },
      );
    if (method === 'POST') state.providers.push({ ...provider, ...body, hasSecret: true });
    if (method === 'DELETE') state.providers = state.providers.filter((one) => one.id !== id);
    if (method === 'GET') return ok(list(state.providers));
    return method === 'DELETE' ? { status: 204 } : ok(state.providers.at(-1), method === 'POST' ? 201 : 200);
  }

  function invitationAnswer({ method, path, body }) {
    const [, , id, action] = path.split('/');
    if (method === 'GET') return ok({ ...list(state.invitations), mail: true });
    if (method === 'DELETE') {
      state.invitations = state.invitations.filter((one) => one.id !== id);
      return { status: 204 };
    }
    if (action === 'resend')
      return ok({ invitation: state.invitations.find((one) => one.id === id), link: null });
    // As without a mail server: the link has to be handed over.
    const made = invitation(`i${state.invitations.length + 1}`, body.email, body.role, {});
    state.invitations.unshift(made);
    return ok({ invitation: made, link: byHand }, 201);
  }

  function invitedAnswer({ method, path }, shared) {
    if (!path.includes('ghn_ExampleSecret'))
      return problem(404, 'not-found', 'This invitation was taken, called back or is older than 7 days.');
    if (path.endsWith('/passkey-options')) return post['/profile/passkeys/options']();
    if (method === 'POST') {
      shared.signedIn = true;
      return ok({ session: {}, recoveryCodes: CODES }, 201);
    }
    return ok({
      email: 'nora@harbourline.example',
      workspace: 'Harbourline',
      role: 'editor',
      invitedBy: 'Ines Marek (ines@harbourline.example)',
      expiresAt: iso(NOW + 6 * DAY),
      password: true,
    });
  }

  /** What asks for proof while the state says that it is too long ago. */
  const sensitive = (method, path) =>
    method !== 'GET' &&
    /^\/(members|tokens|profile\/(totp|passkeys|recovery)|sign-in|invitations)/.test(path);

  /** An answer; nothing = it is for others; undefined of a handler = signs in. */
  return function answer(request, shared, session) {
    const { method, path, body } = request;
    if (sensitive(method, path) && shared.proven === false)
      return problem(403, 'proof-needed', 'This asks you to show who you are once more.');
    if (path.startsWith('/invited/')) return invitedAnswer(request, shared);
    if (path.startsWith('/session/providers/')) return ok({ url: '/signin?problem=not-invited' });
    if (!shared.signedIn && !path.startsWith('/session/')) return undefined;
    if (path.startsWith('/sign-in-providers')) return providerAnswer(request);
    if (path.startsWith('/invitations')) return invitationAnswer(request);
    if (path === '/profile/identities')
      return ok(
        list([
          {
            id: 'x1',
            issuer: provider.issuer,
            provider: provider.name,
            email: 'ines@harbourline.example',
            createdAt: iso(NOW - 50 * DAY),
            lastUsedAt: iso(NOW - DAY),
          },
        ]),
      );
    if (method === 'POST' && path in post) {
      const answered = post[path](request, shared);
      if (answered) return answered;
      shared.signedIn = true;
      return ok(session(), 201);
    }
    if (path === '/session/proof') return ok({ methods: ['code', 'recovery', 'passkey'], providers: [] });
    if (path === '/profile/factors')
      return ok({
        required: state.policy.secondFactor,
        password: true,
        totp: state.totp,
        passkeys: state.passkeys,
        recoveryCodesLeft: state.codes,
      });
    if (method === 'DELETE' && path === '/profile/totp') {
      state.totp = null;
      return { status: 204 };
    }
    if (method === 'DELETE' && path.startsWith('/profile/passkeys/')) {
      state.passkeys = state.passkeys.filter((one) => !path.endsWith(one.id));
      return { status: 204 };
    }
    if (path === '/sign-in-policy') {
      if (method === 'PUT') Object.assign(state.policy, body);
      return ok(state.policy);
    }
    if (path === '/sessions') {
      if (method === 'DELETE') {
        state.sessions = sessions.slice(0, 1);
        return { status: 204 };
      }
      return ok(list(state.sessions));
    }
    if (method === 'DELETE' && /^\/(members|sessions)\//.test(path)) return { status: 204 };
    return undefined;
  };
}
