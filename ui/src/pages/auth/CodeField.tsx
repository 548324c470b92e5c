import { useEffect, useRef } from 'react';
import { Field } from '../../components/Field';
import { copyPeople } from '../../copy/people';

const t = copyPeople.auth;

/** A code of the authenticator app, which phones fill in, or a recovery code. It takes the focus. */
export function CodeField({ recovery, error }: { recovery: boolean; error?: string }) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <Field
      ref={ref}
      label={recovery ? t.codeOrRecovery : t.code}
      hint={recovery ? t.recoveryHint : t.codeHint}
      name="code"
      required
      maxLength={64}
      inputMode={recovery ? 'text' : 'numeric'}
      autoComplete={recovery ? 'off' : 'one-time-code'}
      autoCapitalize="none"
      spellCheck={false}
      {...(error && { error })}
    />
  );
}
