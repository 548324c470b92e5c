import { useSummary } from '../../api/ranged';
import { copy } from '../../copy';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { EndpointTable } from '../endpoints/EndpointTable';
import { LatencyPanel } from './LatencyPanel';
import { Resources } from './Resources';

const COLUMNS = ['endpoint', 'requests', 'p50', 'p75', 'p95', 'p99', 'max', 'apdex', 'time', 'p95Change'];

/** How fast is the API, for whom is it slow, and where does the time go? */
export default function Performance() {
  const hasData = useSummary().data?.firstDataAt !== null;
  return (
    <div className={layout.page}>
      <PageHeader title={copy.pages.performance.title} />
      <LatencyPanel />
      {hasData && <Resources />}
      {hasData && <EndpointTable columns={COLUMNS} sort="time" />}
    </div>
  );
}
