import { useSummary } from '../../api/ranged';
import { copy } from '../../copy';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { RangeChart } from './RangeChart';
import { TrafficTable } from './TrafficTable';

const t = copy.pages.traffic;

/** How much traffic is there, and how much of it fails? */
export function Traffic() {
  const hasData = useSummary().data?.firstDataAt !== null;
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} />
      <RangeChart label={t.chart} />
      {hasData && <TrafficTable />}
    </div>
  );
}
