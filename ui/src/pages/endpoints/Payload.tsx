import type { Schema } from '../../api/client';
import { Histogram } from '../../charts/Histogram';
import { Columns, Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { bytes } from '../../lib/format';
import { Message } from '../../states/Message';

const t = copy.pages.endpoints;

export const Payload = ({ endpoint }: { endpoint: Schema<'EndpointDetail'> }) => (
  <Columns even>
    <Sizes title={t.requestSizes} stats={endpoint.requestSizes} />
    <Sizes title={t.responseSizes} stats={endpoint.responseSizes} />
  </Columns>
);

function Sizes({ title, stats }: { title: string; stats: Schema<'SizeStats'> }) {
  const summary = t.sizes(bytes(stats.p50), bytes(stats.p95), bytes(stats.max));
  return (
    <Panel label={title} title={title} note={stats.count > 0 && summary} pad>
      {stats.count === 0 ? (
        <Message title={t.noSizes} />
      ) : (
        <Histogram
          bins={stats.histogram}
          format={bytes}
          color="var(--gh-s-ok)"
          label={`${title}: ${summary}`}
          marks={[
            { key: 'p50', label: 'p50', value: stats.p50, color: 'var(--gh-text-2)' },
            { key: 'p95', label: 'p95', value: stats.p95, color: 'var(--gh-text-2)' },
          ]}
        />
      )}
    </Panel>
  );
}
