import { IconCode, IconDownload, IconReceipt } from '@tabler/icons-react';
import { AppLink } from '../../components/AppLink';
import { Panel } from '../../components/Panel';
import { controlClass } from '../../components/Button';
import { Segments } from '../../components/Segments';
import { type Tile, Tiles } from '../../components/Tiles';
import { copyKeys as t } from '../../copy/keys';
import type { Schema } from '../../api/client';
import { baseUrl } from '../../lib/base';
import { bytes, count, exact } from '../../lib/format';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useMay } from '../../state/useMay';
import { useView, type View } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { BYS, useUsage } from './api';
import { Breakdown } from './Breakdown';
import c from './keys.module.css';
import { MonthPicker } from './MonthPicker';
import { UsageChart } from './UsageChart';
import { UsageTable } from './UsageTable';

export const tilesOf = (sums: Schema<'UsageSums'>): Tile[] => [
  { id: 'billable', label: t.billable, value: count(sums.billable), sub: t.billableHint },
  { id: 'calls', label: t.calls, value: count(sums.requests) },
  { id: 'refused', label: t.refused, value: count(sums.refused + sums.rateLimited) },
  { id: 'errors', label: t.serverErrors, value: count(sums.serverErrors) },
  { id: 'data', label: t.data, value: bytes(sums.responseBytes) },
];

function exportOf(view: View, by: string, format: string): string {
  const window = view.windowNow();
  const url = new URL(`api/v1/apps/${encodeURIComponent(view.app)}/usage/export`, baseUrl);
  url.searchParams.set('format', format);
  url.searchParams.set('by', by);
  url.searchParams.set('from', new Date(window.from).toISOString());
  url.searchParams.set('to', new Date(window.to).toISOString());
  if (view.env && view.env !== 'all') url.searchParams.set('env', view.env);
  return url.href;
}

type Row = Schema<'Usage'>['items'][number];
const idOf = (kind: 'consumer' | 'key', row: Row) => (kind === 'key' ? row.key?.id : row.consumer) ?? '';
const nameOf = (row: Row) => row.key?.name ?? row.consumer ?? '';

const NAMED = 5;

/** Whether this is all, and what is waited for: instances by the start of their ids, batches by number. */
function CompletenessLine({ completeness }: { completeness: Schema<'Usage'>['completeness'] }) {
  const { complete, missing, missingBatches } = completeness;
  const names = missing
    .slice(0, NAMED)
    .map(({ instance, first, last }) =>
      t.missing(instance.slice(0, 8), first === last ? `#${first}` : `#${first}–${last}`),
    );
  return (
    <p className={c.completeness} data-complete={complete} role="status">
      {complete
        ? t.complete
        : t.incomplete(exact(missingBatches), names.join(', ') + (missing.length > NAMED ? ', …' : ''))}
    </p>
  );
}

/** Who used what with which key, and is that all of it? */
export default function Usage() {
  const view = useView();
  const by = BYS.find((candidate) => candidate === view.search.by) ?? 'consumer';
  const query = useUsage(by);
  const mayQuery = useMay('editor');
  const kind = by === 'consumer' || by === 'key' ? by : undefined;
  return (
    <div className={layout.page}>
      <PageHeader title={t.usageTitle} obeys={['environment', 'range', 'live']}>
        <MonthPicker />
        <AppLink page="usage/statements" className={controlClass}>
          <IconReceipt size={14} aria-hidden />
          {t.statements}
        </AppLink>
        {mayQuery && (
          <AppLink page="usage/query" className={controlClass}>
            <IconCode size={14} aria-hidden />
            {t.query}
          </AppLink>
        )}
      </PageHeader>
      <Loadable query={query} what={t.usageWhat} height={400}>
        {(usage) => {
          const opened = kind && usage.items.find((row) => idOf(kind, row) === view.search.open);
          return (
            <div className={c.stack}>
              <Panel label={t.total}>
                <Tiles label={t.total} tiles={tilesOf(usage.total)} />
              </Panel>
              <CompletenessLine completeness={usage.completeness} />
              <UsageChart />
              <Panel label={t.usageTitle}>
                <div className={c.bar}>
                  <Segments
                    label={t.by}
                    options={BYS.map((key) => ({ key, label: t.bys[key] }))}
                    value={by}
                    onChange={(key) =>
                      view.set({ by: key === 'consumer' ? undefined : key, open: undefined })
                    }
                  />
                  <span className={c.files}>
                    {(['csv', 'jsonl', 'parquet'] as const).map((format) => (
                      <a key={format} className={controlClass} href={exportOf(view, by, format)} download>
                        <IconDownload size={14} aria-hidden />
                        {t.files[format]}
                      </a>
                    ))}
                  </span>
                </div>
                {usage.items.length === 0 ? (
                  <Message title={t.noUsage} text={t.noneText} />
                ) : (
                  <UsageTable
                    by={by}
                    rows={usage.items}
                    label={t.usageTitle}
                    expands={kind !== undefined}
                    opened={opened}
                    below={
                      kind &&
                      opened && <Breakdown kind={kind} id={idOf(kind, opened)} name={nameOf(opened)} />
                    }
                  />
                )}
                {usage.more && <p className={c.note}>{t.moreRows}</p>}
              </Panel>
            </div>
          );
        }}
      </Loadable>
    </div>
  );
}
