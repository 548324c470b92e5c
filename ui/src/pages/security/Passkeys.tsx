import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Flag, Time } from '../../components/values';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { hasPasskeys } from '../../lib/passkey';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { useZone } from '../../state/useView';
import { TOUCHED } from './api';
import { FactorDialog } from './FactorDialog';
import c from './security.module.css';

const t = copyPeople.security;
type Passkey = Schema<'Passkey'>;

export function Passkeys({ passkeys }: { passkeys: readonly Passkey[] }) {
  const cache = useQueryClient();
  const [open, setOpen] = useState<'add' | Passkey | null>(null);
  const close = () => setOpen(null);
  const remove = useChange(
    (id: string) => answer(client.DELETE('/profile/passkeys/{id}', { params: { path: { id } } })),
    { refresh: TOUCHED, said: null, onDone: close },
  );
  const refresh = () => TOUCHED.forEach((queryKey) => void cache.invalidateQueries({ queryKey }));
  return (
    <>
      <div className={c.line}>
        <p>{hasPasskeys() ? t.passkeysText : `${t.passkeysText} ${t.unsupported}`}</p>
        <Button disabled={!hasPasskeys()} onClick={() => setOpen('add')}>
          <IconPlus size={14} aria-hidden />
          {t.addPasskey}
        </Button>
      </div>
      {passkeys.length > 0 && (
        <ul className={c.list}>
          {passkeys.map((passkey) => (
            <Row key={passkey.id} passkey={passkey} onRemove={() => setOpen(passkey)} />
          ))}
        </ul>
      )}
      {open === 'add' && <FactorDialog kind="passkey" onDone={refresh} onClose={close} />}
      {open !== null && open !== 'add' && (
        <Confirm
          title={t.removePasskey}
          text={t.removePasskeyText(shown(open.name))}
          action={copy.common.remove}
          change={remove}
          onConfirm={() => remove.mutate(open.id)}
          onClose={close}
        />
      )}
    </>
  );
}

function Row({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) {
  const zone = useZone();
  const here = passkey.site === location.hostname;
  return (
    <li className={c.row}>
      <span>
        {shown(passkey.name)} {passkey.synced && <Flag text={t.synced} title={t.syncedHint} />}{' '}
        {!here && <Flag text={t.elsewhere(shown(passkey.site))} tone="warn" />}
        <small>
          {t.created} <Time at={passkey.createdAt} zone={zone} />
          {passkey.lastUsedAt && (
            <>
              {' · '}
              {t.used} <Time at={passkey.lastUsedAt} zone={zone} />
            </>
          )}
        </small>
      </span>
      <Button kind="danger" aria-label={`${copy.common.remove}: ${shown(passkey.name)}`} onClick={onRemove}>
        {copy.common.remove}
      </Button>
    </li>
  );
}
