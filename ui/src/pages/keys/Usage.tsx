import { IconDownload } from '@tabler/icons-react';
import { Panel } from '../../components/Panel';
import { controlClass } from '../../components/Button';
import { Segments } from '../../components/Segments';
import { type Tile, Tiles } from '../../components/Tiles';
import { copyKeys as t } from '../../copy/keys';
import type { Schema } from '../../api/client';
import { baseUrl } from '../../lib/base';
import { bytes, count } from '../../lib/format';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView, type View } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { BYS, useUsage } from './api';
import c from './keys.module.css';
import { UsageChart } from './UsageChart';
import { UsageTable } from './UsageTable';

export const tilesOf = (sums: Schema<'UsageSums'>): Tile[] => [
  { id: 'billable', label: t.billable, value: count(sums.billable), sub: t.billableHint },
  { id: 'calls', label: t.calls, value: count(sums.requests) },
  { id: 'refused', label: t.refused, value: count(sums.refused + sums.rateLimited) },
  { id: 'errors', label: t.serverErrors, value: count(sums.serverErrors) },
  { id: 'data', label: t.data, value: bytes(sums.responseBytes) },
];

function csvOf(view: View, by: string): string {
  const window = view.windowNow();
  const url = new URL(`api/v1/apps/${encodeURIComponent(view.app)}/usage/csv`, baseUrl);
  url.searchParams.set('by', by);
  url.searchParams.set('from', new Date(window.from).toISOString());
  url.searchParams.set('to', new Date(window.to).toISOString());
  if (view.env && view.env !== 'all') url.searchParams.set('env', view.env);
  return url.href;
}

/** Who used what with which key, and is that all of it? */
export default function Usage() {
  const view = useView();
  const by = BYS.find((candidate) => candidate === view.search.by) ?? 'consumer';
  const query = useUsage(by);
  return (
    <div className={layout.page}>
      <PageHeader title={t.usageTitle} compares={false} filters={false} />
      <Loadable query={query} what={t.usageWhat} height={400}>
        {(usage) => (
          <div className={c.stack}>
            <Tiles label={t.usageTitle} tiles={tilesOf(usage.total)} />
            <p className={c.completeness} data-complete={usage.completeness.complete} role="status">
              {usage.completeness.complete
                ? t.complete
                : t.incomplete(usage.completeness.missingBatches, usage.completeness.instances.join(', '))}
            </p>
            <UsageChart />
            <Panel label={t.usageTitle}>
              <div className={c.bar}>
                <Segments
                  label={t.by}
                  options={BYS.map((key) => ({ key, label: t.bys[key] }))}
                  value={by}
                  onChange={(key) => view.set({ by: key === 'consumer' ? undefined : key })}
                />
                <a className={controlClass} href={csvOf(view, by)} download>
                  <IconDownload size={14} aria-hidden />
                  {t.csv}
                </a>
              </div>
              {usage.items.length === 0 ? (
                <Message title={t.noUsage} text={t.noneText} />
              ) : (
                <UsageTable by={by} rows={usage.items} label={t.usageTitle} />
              )}
              {usage.more && <p className={c.note}>{t.moreRows}</p>}
            </Panel>
          </div>
        )}
      </Loadable>
    </div>
  );
}
