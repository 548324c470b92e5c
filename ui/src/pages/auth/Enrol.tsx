import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, client } from '../../api/client';
import { useSession } from '../../api/workspace';
import { Button } from '../../components/Button';
import { copyPeople } from '../../copy/people';
import { hasPasskeys } from '../../lib/passkey';
import { FactorDialog, type FactorKind } from '../security/FactorDialog';
import { AuthCard } from './AuthCard';
import c from './auth.module.css';
import { safeNext } from './next';

const t = copyPeople.auth;

/** All that members see who lack the second factor that their workspace asks for. */
export default function Enrol() {
  const { next }: { next?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const cache = useQueryClient();
  const session = useSession();
  const [open, setOpen] = useState<FactorKind>();
  const [done, setDone] = useState(false);
  const signOut = useMutation({
    mutationFn: () => answer(client.DELETE('/session')),
    onSettled: async () => {
      await navigate({ to: '/signin' });
      cache.clear();
    },
  });
  const goOn = async () => {
    setOpen(undefined);
    if (!done) return;
    cache.clear();
    await navigate({ to: safeNext(next) });
  };
  if (session.error) return <Navigate to="/signin" replace />;
  if (session.data && !session.data.secondFactorNeeded && !done) return <Navigate to="/" replace />;
  return (
    <AuthCard title={t.enrolTitle}>
      <p className={c.intro}>{t.enrolText}</p>
      <div className={c.ways}>
        <Button kind="primary" onClick={() => setOpen('app')}>
          {copyPeople.security.appTitle}
        </Button>
        <Button disabled={!hasPasskeys()} onClick={() => setOpen('passkey')}>
          {copyPeople.security.addPasskey}
        </Button>
      </div>
      {!hasPasskeys() && <p className={c.foot}>{copyPeople.security.unsupported}</p>}
      <div className={c.links}>
        <button type="button" onClick={() => signOut.mutate()}>
          {t.signOut}
        </button>
      </div>
      {open && <FactorDialog kind={open} onDone={() => setDone(true)} onClose={() => void goOn()} />}
    </AuthCard>
  );
}
