import type { EndpointState } from '../../api/ranged';
import { Segments } from '../../components/Segments';
import { copy } from '../../copy';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { EndpointTable } from './EndpointTable';

const t = copy.pages.endpoints;
const STATES: readonly EndpointState[] = ['all', 'called', 'unused', 'new', 'failing', 'slow'];
const COLUMNS = [
  'endpoint',
  'trend',
  'requests',
  'clientErrors',
  'serverErrors',
  'p50',
  'p95',
  'apdex',
  'time',
  'consumers',
  'lastSeen',
];

/** Which endpoints exist, and how is each of them doing? */
export default function Endpoints() {
  const { search, set } = useView();
  const state = STATES.find((candidate) => candidate === search.state) ?? 'all';
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} />
      <EndpointTable
        columns={COLUMNS}
        state={state}
        controls={
          <Segments
            label={t.stateLabel}
            options={STATES.map((key) => ({ key, label: t.states[key] }))}
            value={state}
            onChange={(key) => set({ state: key === 'all' ? undefined : key })}
          />
        }
      />
    </div>
  );
}
