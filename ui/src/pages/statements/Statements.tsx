import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { AppLink } from '../../components/AppLink';
import { Button } from '../../components/Button';
import { Panel } from '../../components/Panel';
import { useToast } from '../../components/Toast';
import { Flag, None, Time } from '../../components/values';
import { copyStatements as t } from '../../copy/statements';
import { exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { moreOf } from '../../table/kinds';
import table from '../../table/table.module.css';
import { MonthPicker } from '../keys/MonthPicker';
import { type Item, useMonth, useStatements } from './api';
import { ReasonForm } from './ReasonForm';
import { StateFlag } from './StateFlag';
import c from './statements.module.css';

type Page = Schema<'StatementList'>;

function columnsOf(zone: string): Column<Item>[] {
  const number = { end: true, sortable: true, fact: true } as const;
  return [
    {
      id: 'consumer',
      header: t.consumer,
      value: (r) => r.consumer.name ?? r.consumer.id,
      cell: (r) => (
        <AppLink page="usage/statements" id={r.id} className={table.rowLink} data-row-link>
          {shown(r.consumer.name ?? r.consumer.id)}
        </AppLink>
      ),
      sortable: true,
    },
    {
      id: 'state',
      header: t.state,
      fact: true,
      value: (r) => r.state,
      cell: (r) => (
        <>
          <StateFlag state={r.state} />{' '}
          {!!r.late?.billable && (
            <Flag text={t.lateFlag(exact(r.late.billable))} tone="warn" title={t.lateHint} />
          )}
        </>
      ),
      sortable: true,
    },
    {
      ...number,
      id: 'billable',
      header: t.billable,
      value: (r) => r.total.billable,
      cell: (r) => exact(r.total.billable),
    },
    {
      ...number,
      id: 'calls',
      header: t.calls,
      value: (r) => r.total.calls,
      cell: (r) => exact(r.total.calls),
    },
    {
      id: 'hash',
      header: t.hash,
      value: (r) => r.sha256,
      cell: (r) =>
        r.sha256 ? (
          <span className="mono" title={r.sha256}>
            {r.sha256.slice(0, 12)}…
          </span>
        ) : (
          <None />
        ),
    },
    {
      id: 'made',
      header: t.made,
      end: true,
      value: (r) => r.madeAt,
      cell: (r) => <Time at={r.madeAt} zone={zone} />,
      sortable: true,
    },
  ];
}

const NAMED = 5;

/** Whether the month can be closed, and what is waited for. */
export function CompletenessLine({ page }: { page: Page }) {
  const { zone } = useView();
  const { complete, missing, missingBatches } = page.completeness;
  const names = missing
    .slice(0, NAMED)
    .map(({ instance, first, last }) =>
      t.batch(instance.slice(0, 8), first === last ? `#${first}` : `#${first}–${last}`),
    );
  const at = (time: string) => dateTime(Date.parse(time), zone);
  return (
    <div className={c.state} role="status" data-complete={complete}>
      <p>
        {complete
          ? t.complete
          : t.waiting(exact(missingBatches), names.join('; ') + (missing.length > NAMED ? '; …' : ''))}
      </p>
      {!page.due && <p>{t.open(at(page.to), at(page.closesAt))}</p>}
      {!page.counted && <p>{t.tooOld}</p>}
      {page.unassigned.calls > 0 && <p>{t.unassigned(exact(page.unassigned.calls))}</p>}
    </div>
  );
}

/** What consumers are told they used in a month. */
export default function Statements() {
  const { app, zone } = useView();
  const month = useMonth();
  const query = useStatements(month);
  const mayMake = useMay('admin');
  const say = useToast();
  const [asking, setAsking] = useState(false);
  const first = query.data?.pages[0];
  const make = useChange(
    (body: Schema<'NewStatements'>) =>
      answer(client.POST('/apps/{app}/statements/all', { params: { path: { app } }, body })),
    {
      refresh: [['app', app, 'statements']],
      said: null,
      onDone: ({ made, skipped }) => {
        say(t.madeAll(made, skipped));
        setAsking(false);
      },
    },
  );
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} obeys={[]} back={{ page: 'usage', label: t.usage }}>
        <MonthPicker />
        {mayMake && first?.due && first.items.some((item) => item.state === 'draft') && (
          <Button kind="primary" onClick={() => setAsking(true)}>
            {t.makeAll}
          </Button>
        )}
      </PageHeader>
      <p className={c.lead}>{t.lead(zone)}</p>
      <Loadable query={query} what={t.what} height={400}>
        {({ pages }) => (
          <div className={c.stack}>
            {pages[0] && <CompletenessLine page={pages[0]} />}
            <Panel label={t.title}>
              {pages[0]?.items.length ? (
                <DataTable
                  label={t.title}
                  columns={columnsOf(zone)}
                  rows={pages.flatMap(({ items }) => items)}
                  rowKey={(row) => row.id}
                  order={{ id: 'billable', dir: 'desc' }}
                  more={moreOf(query)}
                />
              ) : (
                <Message title={t.none} text={t.noneText} />
              )}
            </Panel>
          </div>
        )}
      </Loadable>
      {asking && (
        <ReasonForm
          title={t.makeAll}
          text={t.makeAllText(month)}
          optional
          forces={!first?.completeness.complete}
          change={make}
          onSubmit={({ reason, force }) => make.mutate({ month, zone, reason, force })}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
