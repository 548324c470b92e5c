import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { copyPeople } from '../../copy/people';
import { dateTime } from '../../lib/time';
import { useChange } from '../../state/useChange';
import { useZone } from '../../state/useView';
import { TOUCHED } from './api';
import { FactorDialog } from './FactorDialog';
import c from './security.module.css';

const t = copyPeople.security;

export function AuthenticatorApp({ since }: { since: string | undefined }) {
  const zone = useZone();
  const cache = useQueryClient();
  const [open, setOpen] = useState<'add' | 'remove' | null>(null);
  const close = () => setOpen(null);
  const remove = useChange(() => answer(client.DELETE('/profile/totp')), {
    refresh: TOUCHED,
    said: null,
    onDone: close,
  });
  const refresh = () => TOUCHED.forEach((queryKey) => void cache.invalidateQueries({ queryKey }));
  return (
    <div className={c.line}>
      <p>{since ? t.appOn(dateTime(Date.parse(since), zone)) : t.appOff}</p>
      {since ? (
        <Button kind="danger" onClick={() => setOpen('remove')}>
          {t.removeApp}
        </Button>
      ) : (
        <Button kind="primary" onClick={() => setOpen('add')}>
          {t.setUp}
        </Button>
      )}
      {open === 'add' && <FactorDialog kind="app" onDone={refresh} onClose={close} />}
      {open === 'remove' && (
        <Confirm
          title={t.removeApp}
          text={t.removeAppText}
          action={t.removeApp}
          change={remove}
          onConfirm={() => remove.mutate()}
          onClose={close}
        />
      )}
    </div>
  );
}
