import { useState } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Problem } from '../../components/Field';
import { copy } from '../../copy';
import { copyKeys as t } from '../../copy/keys';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { type KeyDefault, useKeyDefaults } from './api';
import c from './keys.module.css';
import { LimitForm } from './LimitForm';
import { limitText } from './limits';

const named = ({ level, name }: KeyDefault) => `${t.levels[level]} ${shown(name)}`;

/** Limits that all keys of a consumer, or of a group, have together. */
export function SharedLimits({ onClose }: { onClose: () => void }) {
  const { app } = useView();
  const query = useKeyDefaults(app);
  const [editing, setEditing] = useState<KeyDefault | 'new' | null>(null);
  if (editing)
    return <LimitForm {...(editing !== 'new' && { current: editing })} onClose={() => setEditing(null)} />;
  return (
    <Dialog title={t.shared} onClose={onClose} wide>
      <p>{t.sharedText}</p>
      <Loadable query={query} what={t.shared.toLowerCase()} height={80}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={c.text}>{t.noShared}</p>
          ) : (
            <ul className={c.limits}>
              {items.map((item) => (
                <Item key={named(item)} item={item} onEdit={() => setEditing(item)} />
              ))}
            </ul>
          )
        }
      </Loadable>
      <DialogActions>
        <Button onClick={onClose}>{copy.common.close}</Button>
        <Button kind="primary" onClick={() => setEditing('new')}>
          {t.addShared}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Item({ item, onEdit }: { item: KeyDefault; onEdit: () => void }) {
  const { app } = useView();
  const { level, name } = item;
  const remove = useChange(
    () =>
      answer(
        client.PUT('/apps/{app}/key-defaults/{level}/{name}', {
          params: { path: { app, level, name } },
          body: { limits: [] },
        }),
      ),
    { refresh: [['app', app, 'keys']] },
  );
  return (
    <li>
      <span>
        <b>{named(item)}</b>
        <small>{item.limits.map(limitText).join(', ')}</small>
        <Problem error={remove.error} />
      </span>
      <Button aria-label={`${t.editShared}: ${named(item)}`} onClick={onEdit}>
        {t.editShared}
      </Button>
      <Button
        kind="danger"
        aria-label={`${copy.common.remove}: ${named(item)}`}
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {copy.common.remove}
      </Button>
    </li>
  );
}
