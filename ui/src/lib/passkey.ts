import type { Schema } from '../api/client';

/** Passkeys, between what the server asks and what browsers take. Binary fields travel as base64url. */

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));

export const base64url = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

/** Browsers have them on secure pages only, and never on a page whose host is a number. */
export const hasPasskeys = (): boolean =>
  window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(location.hostname);

const TIMEOUT_MILLIS = 5 * 60_000;
const named = (id: string): PublicKeyCredentialDescriptor => ({ type: 'public-key', id: bytesOf(id) });

/** Nobody used one: the person stopped it, or the browser has none. */
export class NoPasskeyError extends Error {}

async function ask(what: Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await what.catch((cause: unknown) => {
    throw new NoPasskeyError(String(cause));
  });
  if (credential instanceof PublicKeyCredential) return credential;
  throw new NoPasskeyError('none');
}

/** Lets the browser sign a challenge with a passkey of the person's choice. */
export async function signWithPasskey(question: Schema<'PasskeyQuestion'>): Promise<Schema<'PasskeyAnswer'>> {
  const credential = await ask(
    navigator.credentials.get({
      publicKey: {
        challenge: bytesOf(question.challenge),
        rpId: question.rpId,
        allowCredentials: question.allow.map(named),
        userVerification: 'required',
        timeout: TIMEOUT_MILLIS,
      },
    }),
  );
  const answer = credential.response as AuthenticatorAssertionResponse;
  return {
    ticket: question.ticket,
    id: base64url(credential.rawId),
    clientData: base64url(answer.clientDataJSON),
    authenticatorData: base64url(answer.authenticatorData),
    signature: base64url(answer.signature),
    userHandle: answer.userHandle && base64url(answer.userHandle),
  };
}

/** Lets the browser make a passkey. */
export async function makePasskey(
  asked: Schema<'PasskeyCreation'>,
  name: string,
): Promise<Schema<'NewPasskey'>> {
  const credential = await ask(
    navigator.credentials.create({
      publicKey: {
        challenge: bytesOf(asked.challenge),
        rp: asked.rp,
        user: { ...asked.user, id: bytesOf(asked.user.id) },
        pubKeyCredParams: asked.algorithms.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: asked.exclude.map(named),
        authenticatorSelection: {
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'required',
        },
        attestation: 'none',
        timeout: TIMEOUT_MILLIS,
      },
    }),
  );
  const made = credential.response as AuthenticatorAttestationResponse;
  const key = made.getPublicKey();
  if (!key) throw new NoPasskeyError('the browser does not hand out the key');
  return {
    ticket: asked.ticket,
    name,
    id: base64url(credential.rawId),
    clientData: base64url(made.clientDataJSON),
    authenticatorData: base64url(made.getAuthenticatorData()),
    publicKey: base64url(key),
    algorithm: made.getPublicKeyAlgorithm(),
  };
}
