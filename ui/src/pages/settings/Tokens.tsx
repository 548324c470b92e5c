import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useTokens } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Panel } from '../../components/Panel';
import { Time } from '../../components/values';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useZone } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import c from './settings.module.css';
import { TokenForm } from './TokenForm';
import { useChange } from './useChange';

type Token = Schema<'Token'>;
const t = copyPeople.tokens;

export default function Tokens() {
  const query = useTokens();
  const zone = useZone();
  const [open, setOpen] = useState<'new' | Token | null>(null);
  const close = () => setOpen(null);
  const revoke = useChange(
    (id: string) => answer(client.DELETE('/tokens/{id}', { params: { path: { id } } })),
    { refresh: [['tokens']], said: null, onDone: close },
  );
  const columns: Column<Token>[] = [
    { id: 'name', header: t.name, value: (r) => r.name, cell: (r) => shown(r.name) },
    {
      id: 'prefix',
      header: t.prefix,
      fact: true,
      value: (r) => r.prefix,
      cell: (r) => <span className="mono">{r.prefix}…</span>,
    },
    { id: 'role', header: t.role, value: (r) => r.role, cell: (r) => copy.settings.members.roles[r.role] },
    {
      id: 'expires',
      header: t.expires,
      end: true,
      value: (r) => r.expiresAt,
      cell: (r) => (r.expiresAt ? dateTime(Date.parse(r.expiresAt), zone) : copy.common.never),
    },
    {
      id: 'lastUsed',
      header: t.lastUsed,
      end: true,
      fact: true,
      value: (r) => r.lastUsedAt,
      cell: (r) => <Time at={r.lastUsedAt} zone={zone} />,
    },
    {
      id: 'actions',
      header: '',
      end: true,
      fact: true,
      value: () => null,
      cell: (r) => (
        <Button kind="danger" onClick={() => setOpen(r)}>
          {t.revoke}
        </Button>
      ),
    },
  ];
  return (
    <>
      <div className={c.bar}>
        <p className={c.text} style={{ margin: 0 }}>
          {t.text}
        </p>
        <Button kind="primary" onClick={() => setOpen('new')}>
          <IconPlus size={14} aria-hidden />
          {t.create}
        </Button>
      </div>
      <Panel label={copy.settings.sections.tokens}>
        <Loadable query={query} what={copy.settings.sections.tokens.toLowerCase()}>
          {({ items }) =>
            items.length === 0 ? (
              <Message title={t.none} />
            ) : (
              <DataTable
                label={copy.settings.sections.tokens}
                columns={columns}
                rows={items}
                rowKey={(row) => row.id}
                serverSorted
              />
            )
          }
        </Loadable>
      </Panel>
      {open === 'new' && <TokenForm onClose={close} />}
      {open !== null && open !== 'new' && (
        <Confirm
          title={t.revoke}
          text={t.revokeText(shown(open.name))}
          action={t.revoke}
          change={revoke}
          onConfirm={() => revoke.mutate(open.id)}
          onClose={close}
        />
      )}
    </>
  );
}
