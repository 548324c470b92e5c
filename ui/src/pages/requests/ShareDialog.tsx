import { IconUserShare } from '@tabler/icons-react';
import { useState } from 'react';
import { useCreateShare, useRevokeShare, useShares } from '../../api/requests';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { Dialog } from '../../components/Dialog';
import { Choice, Field, formClass } from '../../components/Field';
import { FormFoot } from '../../components/FormDialog';
import { copyRequests } from '../../copy/requests';
import { valid } from '../../filter/parse';
import { shown } from '../../lib/text';
import { ago, dateTime } from '../../lib/time';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import c from './requests.module.css';

const t = copyRequests.share;
const DAYS = [1, 7, 30, 90, 365];

export function ShareButton() {
  const [isOpen, setOpen] = useState(false);
  if (!useMay('editor')) return null;
  return (
    <>
      <Button title={t.title} onClick={() => setOpen(true)}>
        <IconUserShare size={14} aria-hidden />
        {t.open}
      </Button>
      {isOpen && <ShareDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** Makes a read-only link of what is shown, and revokes links. */
function ShareDialog({ onClose }: { onClose: () => void }) {
  const view = useView();
  const create = useCreateShare(view.app);
  const [name, setName] = useState('');
  const [days, setDays] = useState('7');
  const [password, setPassword] = useState('');
  const submit = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    const window = view.windowNow();
    const range = view.search.from
      ? { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString() }
      : { rangeMinutes: Math.min(129_600, Math.round((window.to - window.from) / 60_000)) };
    create.mutate({
      name,
      env: view.env ?? 'all',
      q: valid(view.filter),
      expiresInDays: Number(days),
      password: password === '' ? null : password,
      ...range,
    });
  };
  return (
    <Dialog title={t.title} onClose={onClose} wide>
      {create.data ? (
        <>
          <p>{t.created}</p>
          <Code text={new URL(`s/${create.data.secret}`, document.baseURI).href} label={t.link} />
        </>
      ) : (
        <form className={formClass} onSubmit={submit}>
          <p>{t.text}</p>
          <Field
            label={t.name}
            value={name}
            maxLength={64}
            required
            onChange={(e) => setName(e.target.value)}
          />
          <Field
            label={t.password}
            hint={t.passwordHint}
            type="password"
            autoComplete="new-password"
            minLength={10}
            maxLength={128}
            value={password}
            onChange={(e) => setPassword(e.target.value)}
          />
          <Choice label={t.days} value={days} onChange={(e) => setDays(e.target.value)}>
            {DAYS.map((day) => (
              <option key={day} value={day}>
                {t.dayCount(day)}
              </option>
            ))}
          </Choice>
          <FormFoot change={create} action={t.create} disabled={name.trim() === ''} onClose={onClose} />
        </form>
      )}
      <Links />
    </Dialog>
  );
}

function Links() {
  const { app, zone } = useView();
  const links = useShares(app).data?.items ?? [];
  const revoke = useRevokeShare(app);
  if (links.length === 0) return null;
  return (
    <>
      <h3 className={c.sub}>{t.live}</h3>
      <ul className={c.links}>
        {links.map((link) => (
          <li key={link.id}>
            <span>
              <b>{shown(link.name)}</b> <code>{link.prefix}…</code>{' '}
              {link.hasPassword && <i>{t.withPassword}</i>} {link.q && <code>{shown(link.q)}</code>}
              <small>
                {t.ends(dateTime(Date.parse(link.expiresAt), zone))} ·{' '}
                {link.lastUsedAt ? t.used(ago(Date.parse(link.lastUsedAt), zone)) : t.unused}
              </small>
            </span>
            <Button kind="danger" disabled={revoke.isPending} onClick={() => revoke.mutate(link.id)}>
              {t.revoke}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
