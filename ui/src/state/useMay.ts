import type { Schema } from '../api/client';
import { useSession } from '../api/workspace';

export type Role = Schema<'Role'>;
const ROLES: readonly Role[] = ['viewer', 'editor', 'admin', 'owner'];

export const includes = (own: Role | undefined, needed: Role): boolean =>
  own !== undefined && ROLES.indexOf(own) >= ROLES.indexOf(needed);

/** Whether the one who is signed in may do what needs this role. The server decides again. */
export const useMay = (needed: Role): boolean => includes(useSession().data?.user.role, needed);
