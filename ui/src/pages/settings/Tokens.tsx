import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useTokens } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { AddButton } from '../../components/DialogButton';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useChange } from '../../state/useChange';
import { useZone } from '../../state/useView';
import type { Column } from '../../table/columns';
import { actionsColumn, prefixColumn, timeColumn } from '../../table/kinds';
import { ListPanel } from '../../table/ListTable';
import { SectionBar } from './SectionBar';
import { TokenForm } from './TokenForm';

type Token = Schema<'Token'>;
const t = copyPeople.tokens;

export default function Tokens() {
  const query = useTokens();
  const zone = useZone();
  const [open, setOpen] = useState<Token | null>(null);
  const close = () => setOpen(null);
  const revoke = useChange(
    (id: string) => answer(client.DELETE('/tokens/{id}', { params: { path: { id } } })),
    { refresh: [['tokens']], said: null, onDone: close },
  );
  const columns: Column<Token>[] = [
    { id: 'name', header: t.name, value: (r) => r.name, cell: (r) => shown(r.name) },
    prefixColumn(t.prefix, (row) => row.prefix),
    { id: 'role', header: t.role, value: (r) => r.role, cell: (r) => copy.settings.members.roles[r.role] },
    {
      id: 'expires',
      header: t.expires,
      end: true,
      value: (r) => r.expiresAt,
      cell: (r) => (r.expiresAt ? dateTime(Date.parse(r.expiresAt), zone) : copy.common.never),
    },
    timeColumn({
      id: 'lastUsed',
      header: t.lastUsed,
      fact: true,
      at: (row) => row.lastUsedAt,
      zone,
    }),
    actionsColumn((r) => (
      <Button kind="danger" onClick={() => setOpen(r)}>
        {t.revoke}
      </Button>
    )),
  ];
  return (
    <>
      <SectionBar text={t.text}>
        <AddButton label={t.create}>{(close) => <TokenForm onClose={close} />}</AddButton>
      </SectionBar>
      <ListPanel
        label={copy.settings.sections.tokens}
        query={query}
        columns={columns}
        rowKey={(row) => row.id}
        none={t.none}
      />
      {open && (
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
