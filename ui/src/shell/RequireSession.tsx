import { Navigate, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client';
import { useServer, useSession } from '../api/workspace';

/**
 * Sends people without a session to sign-in, or to setup on a new server. Children render at once: their queries
 * run beside the question who is signed in, not after it.
 */
export function RequireSession({ children }: { children: ReactNode }) {
  const { error } = useSession();
  const unknown = error instanceof ApiError && error.status === 401;
  const server = useServer(unknown).data;
  const address = useLocation({ select: (location) => location.href });
  if (!unknown) return children;
  if (!server) return null;
  if (server.setupRequired) return <Navigate to="/setup" replace />;
  return <Navigate to="/signin" search={address === '/' ? {} : { next: address }} replace />;
}
