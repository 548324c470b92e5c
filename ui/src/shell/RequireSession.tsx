import { useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { ApiError } from '../api/client';
import { useServer, useSession } from '../api/workspace';

/**
 * Sends people without a session to sign-in, or to setup on a new server. Children render at once: their queries
 * run beside the question who is signed in, not after it.
 */
export function RequireSession({ children }: { children: ReactNode }) {
  const { error, data } = useSession();
  const unknown = error instanceof ApiError && error.status === 401;
  const server = useServer(unknown).data;
  if (data?.secondFactorNeeded) return <Leave to="/second-factor" />;
  if (!unknown) return children;
  return server ? <Leave to={server.setupRequired ? '/setup' : '/signin'} /> : null;
}

/** Leaves once: the address changes while this is still on the page, and must not be taken for the wanted one. */
function Leave({ to }: { to: '/setup' | '/signin' | '/second-factor' }) {
  const navigate = useNavigate();
  const router = useRouter();
  useEffect(() => {
    const { pathname, publicHref } = router.state.location;
    void navigate({
      to,
      search: to !== '/setup' && pathname !== '/' ? { next: publicHref } : {},
      replace: true,
    });
  }, [navigate, router, to]);
  return null;
}
