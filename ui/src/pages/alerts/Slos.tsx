import type { Schema } from '../../api/client';
import { AppLink } from '../../components/AppLink';
import { None } from '../../components/values';
import { copySlos as t } from '../../copy/slos';
import { percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { ListTable } from '../../table/ListTable';
import table from '../../table/table.module.css';
import { useSlos } from './api';
import c from './alerts.module.css';

type Slo = Schema<'Slo'>;

/** Shares near 1 need more digits than others. */
export const share = (value: number): string => `${(Math.floor(value * 100_000) / 1000).toFixed(3)}%`;

export const burn = (rate: number | null) =>
  rate === null ? <None /> : <span data-burns={rate > 1 || undefined}>{t.burn(rate.toFixed(1))}</span>;

export function BudgetBar({ left }: { left: number | null }) {
  if (left === null) return <None />;
  const text = left < 0 ? `−${percent(-left)}` : percent(left);
  return (
    <span className={`${c.budget} num`} data-low={left < 0.25 || undefined}>
      <progress max={1} value={Math.max(0, left)} aria-label={t.leftBar(text)} />
      {text}
    </span>
  );
}

const columns: Column<Slo>[] = [
  {
    id: 'name',
    header: t.name,
    value: (r) => r.name,
    cell: (r) => (
      <span className={table.primary}>
        <AppLink page="slos" id={r.id} className={table.rowLink} data-row-link>
          {shown(r.name)}
        </AppLink>
      </span>
    ),
  },
  { id: 'words', header: t.objective, fact: true, value: (r) => r.words, cell: (r) => r.words },
  {
    id: 'good',
    header: t.good,
    end: true,
    value: (r) => r.good,
    cell: (r) => (r.good === null ? <None /> : share(r.good)),
  },
  {
    id: 'left',
    header: t.left,
    end: true,
    fact: true,
    value: (r) => r.budgetLeft,
    cell: (r) => <BudgetBar left={r.budgetLeft} />,
  },
  {
    id: 'hour',
    header: t.burnHour,
    end: true,
    fact: true,
    value: (r) => r.burnHour,
    cell: (r) => burn(r.burnHour),
  },
  {
    id: 'six',
    header: t.burnSixHours,
    end: true,
    value: (r) => r.burnSixHours,
    cell: (r) => burn(r.burnSixHours),
  },
  {
    id: 'alert',
    header: t.alert,
    value: (r) => r.rules.length,
    cell: (r) =>
      r.rules.length ? (
        shown(r.rules.map((rule) => rule.name).join(', '))
      ) : (
        <span className={c.note}>{t.noAlert}</span>
      ),
  },
];

/** What is promised, and how it is kept. */
export function Slos() {
  const { app } = useView();
  const query = useSlos(app);
  return (
    <ListTable
      label={t.title}
      query={query}
      columns={columns}
      rowKey={(row) => row.id}
      what={t.what}
      none={<Message title={t.none} text={t.noneText} />}
      height={240}
      order={{ id: 'name', dir: 'asc' }}
    />
  );
}
