import { useState } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Dialog } from '../../components/Dialog';
import { copyPeople } from '../../copy/people';
import { useChange } from '../../state/useChange';
import { RecoveryCodes } from './RecoveryCodes';
import c from './security.module.css';

const t = copyPeople.security;

export function RecoveryPanel({ left }: { left: number }) {
  const [open, setOpen] = useState(false);
  const make = useChange(() => answer(client.POST('/profile/recovery-codes')), {
    refresh: [['factors']],
    said: null,
  });
  const close = () => {
    setOpen(false);
    make.reset();
  };
  return (
    <div className={c.line}>
      <p>
        {t.recoveryLeft(left)} {t.recoveryText}
      </p>
      <Button onClick={() => setOpen(true)}>{t.newCodes}</Button>
      {open && !make.data && (
        <Confirm
          title={t.recoveryTitle}
          text={t.newCodesText}
          action={t.newCodes}
          change={make}
          onConfirm={() => make.mutate()}
          onClose={close}
        />
      )}
      {open && make.data && (
        <Dialog title={t.codesTitle} onClose={close}>
          <RecoveryCodes codes={make.data.recoveryCodes} onKept={close} />
        </Dialog>
      )}
    </div>
  );
}
