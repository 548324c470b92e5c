import { useMutation } from '@tanstack/react-query';
import { answer, client } from '../../api/client';
import { useServer } from '../../api/workspace';
import { Button } from '../../components/Button';
import { shown } from '../../lib/text';
import { SignInProblem } from './usePasskeySignIn';

/** One button for each provider; they lead away and back again. */
export function ProviderButtons({ next, invitation }: { next?: string; invitation?: string }) {
  const providers = useServer().data?.providers ?? [];
  const leave = useMutation({
    mutationFn: (provider: string) =>
      answer(
        client.POST('/session/providers/{provider}', {
          params: { path: { provider } },
          body: { ...(next && { next }), ...(invitation && { invitation }) },
        }),
      ),
    onSuccess: ({ url }) => location.assign(url),
  });
  return (
    <>
      {providers.map(({ id, name }) => (
        <Button key={id} disabled={leave.isPending || leave.isSuccess} onClick={() => leave.mutate(id)}>
          {shown(name)}
        </Button>
      ))}
      <SignInProblem error={leave.error} />
    </>
  );
}
