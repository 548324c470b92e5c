import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Flag } from '../../components/values';
import { copyAlerts as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { ListTable } from '../../table/ListTable';
import { useQuietTimes } from './api';
import c from './alerts.module.css';

type QuietTime = Schema<'QuietTime'>;

function End({ quiet }: { quiet: QuietTime }) {
  const [now] = useState(() => Date.now());
  const { app } = useView();
  const mayChange = useMay('editor');
  const end = useChange(
    () => answer(client.DELETE('/apps/{app}/quiet-times/{id}', { params: { path: { app, id: quiet.id } } })),
    { refresh: [['app', app, 'quiet-times']] },
  );
  const over = quiet.repeats === 'never' && Date.parse(quiet.endsAt) < now;
  if (over || !mayChange) return null;
  return (
    <span className={c.buttons}>
      <Button disabled={end.isPending} onClick={() => end.mutate()}>
        {t.end}
      </Button>
    </span>
  );
}

const columnsOf = (zone: string): Column<QuietTime>[] => [
  {
    id: 'name',
    header: t.reason,
    value: (r) => r.name,
    cell: (r) => (
      <>
        {shown(r.name)} {r.active && <Flag text={t.active} tone="warn" />}
      </>
    ),
  },
  { id: 'kind', header: t.kind, fact: true, value: (r) => r.kind, cell: (r) => t.quietKinds[r.kind] },
  {
    id: 'starts',
    header: t.starts,
    end: true,
    fact: true,
    value: (r) => r.startsAt,
    cell: (r) => dateTime(Date.parse(r.startsAt), zone),
  },
  {
    id: 'ends',
    header: t.ends,
    end: true,
    fact: true,
    value: (r) => r.endsAt,
    cell: (r) => dateTime(Date.parse(r.endsAt), zone),
  },
  { id: 'repeats', header: t.repeats, value: (r) => r.repeats, cell: (r) => t.repeat[r.repeats] },
  { id: 'end', header: t.end, value: () => '', cell: (r) => <End quiet={r} /> },
];

/** When nobody is told. */
export function Quiet() {
  const { app, zone } = useView();
  const query = useQuietTimes(app);
  return (
    <ListTable
      label={t.quiet}
      query={query}
      columns={columnsOf(zone)}
      rowKey={(row) => row.id}
      none={<Message title={t.noQuiet} text={t.noQuietText} />}
      height={200}
    />
  );
}
