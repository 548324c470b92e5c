import { useParams } from '@tanstack/react-router';
import { useEndpoint } from '../../api/ranged';
import type { Schema } from '../../api/client';
import { Method, Path } from '../../components/values';
import { Tabs } from '../../components/Tabs';
import { copy } from '../../copy';
import { write } from '../../filter/parse';
import { ago } from '../../lib/time';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { ErrorTable } from '../errors/ErrorTable';
import { LatencyPanel } from '../performance/LatencyPanel';
import { BreakdownTable } from '../traffic/BreakdownTable';
import { RangeChart } from '../traffic/RangeChart';
import { endpointFilter } from './columns';
import { EndpointSettings } from './EndpointSettings';
import { Payload } from './Payload';

const t = copy.pages.endpoints;
const TABS = ['overview', 'consumers', 'status', 'latency', 'payload', 'errors', 'settings'] as const;
type Tab = (typeof TABS)[number];

/** Everything about one endpoint. Its panels are the general ones with a filter for this endpoint. */
export default function EndpointDetail() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const view = useView();
  const query = useEndpoint(id);
  const endpoint = query.data;
  const tab = TABS.find((candidate) => candidate === view.search.tab) ?? 'overview';
  return (
    <div className={layout.page}>
      <PageHeader
        title={endpoint ? endpointFilter(endpoint) : t.title}
        back={{ page: 'endpoints', label: t.back }}
        heading={
          endpoint && (
            <>
              <Method method={endpoint.method} /> <Path route={endpoint.route} />
            </>
          )
        }
        sub={
          endpoint &&
          t.seen(
            ago(Date.parse(endpoint.firstSeen), view.zone),
            endpoint.lastSeen ? ago(Date.parse(endpoint.lastSeen), view.zone) : copy.common.never,
          )
        }
      />
      <Tabs
        label={t.tabsLabel}
        tabs={TABS.map((key) => ({ key, label: t.tabs[key] }))}
        value={tab}
        onChange={(key) =>
          view.set({
            tab: key === 'overview' ? undefined : key,
            m: undefined,
            sort: undefined,
            cols: undefined,
          })
        }
      />
      <Loadable query={query} what={t.endpoint.toLowerCase()} height={400}>
        {(data) => <Content tab={tab} endpoint={data} />}
      </Loadable>
    </div>
  );
}

function Content({ tab, endpoint }: { tab: Tab; endpoint: Schema<'EndpointDetail'> }) {
  const filter = write('endpoint', endpointFilter(endpoint));
  switch (tab) {
    case 'overview':
      return <RangeChart label={t.tabs.overview} filter={filter} />;
    case 'consumers':
      return <BreakdownTable by="consumer" filter={filter} />;
    case 'status':
      return <BreakdownTable by="status" filter={filter} />;
    case 'latency':
      return <LatencyPanel filter={filter} />;
    case 'payload':
      return <Payload endpoint={endpoint} />;
    case 'errors':
      return <ErrorTable tab="all" filter={filter} />;
    case 'settings':
      return <EndpointSettings key={endpoint.id} endpoint={endpoint} />;
  }
}
