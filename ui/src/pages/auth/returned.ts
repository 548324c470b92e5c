import type { Schema } from '../../api/client';

/** What a provider's answer left behind the #: the next step of a sign-in. Not for the history, nor for a reload. */
export function stepOf(hash: string): Schema<'SignInStep'> | undefined {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const ticket = fields.get('step');
  const methods = (fields.get('methods') ?? '').split(',');
  const known = (['code', 'passkey', 'recovery'] as const).filter((method) => methods.includes(method));
  return ticket ? { ticket, methods: known } : undefined;
}
