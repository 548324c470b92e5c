import { useMutation } from '@tanstack/react-query';
import { answer, client, type Schema } from '../../api/client';
import { errorClass } from '../../components/Field';
import { copyPeople } from '../../copy/people';
import { NoPasskeyError, signWithPasskey } from '../../lib/passkey';

/** Signs in with a passkey of the person's choice; no name is asked for. */
export const usePasskeySignIn = (onIn: (session: Schema<'Session'>) => void) =>
  useMutation({
    mutationFn: async () => {
      const question = await answer(client.POST('/session/passkey/options'));
      return answer(client.POST('/session/passkey', { body: await signWithPasskey(question) }));
    },
    onSuccess: onIn,
  });

export function SignInProblem({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <p className={errorClass} role="alert">
      {error instanceof NoPasskeyError ? copyPeople.auth.passkeyStopped : error.message}
    </p>
  );
}
