import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { IconButton } from '../../components/Button';
import { Columns, Panel } from '../../components/Panel';
import { Segments } from '../../components/Segments';
import { Tiles } from '../../components/Tiles';
import { Flag } from '../../components/values';
import { copyReports as t } from '../../copy/reports';
import { isoMinute } from '../../lib/time';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Changes } from '../overview/Changes';
import { everyOf, type Report, useReport } from './api';
import { Endpoints, Errors, Watched } from './Parts';
import { Readers } from './Readers';
import { reportTiles } from './tiles';
import c from './reports.module.css';

const PERIODS = ['week', 'month'] as const;

/** What a week or a month was like. */
export default function Reports() {
  const { search, set, zone } = useView();
  const query = useReport();
  const report = query.data;
  return (
    <div className={layout.page}>
      <PageHeader
        title={t.title}
        heading={
          <>
            {report?.title ?? t.title} {report && !report.over && <Flag text={t.open} tone="warn" />}
          </>
        }
        sub={report && `${t.comparedWith(report.previousTitle)} · ${zone}`}
        obeys={['environment']}
      >
        <Segments
          label={t.every}
          options={PERIODS.map((key) => ({ key, label: t.periods[key] }))}
          value={everyOf(search.by)}
          onChange={(by) => set({ by: by === 'week' ? undefined : by, at: undefined })}
        />
        {report && <Steps report={report} />}
      </PageHeader>
      <Loadable query={query} what={t.what} height={420}>
        {(data) => (
          <>
            <Panel label={t.figures}>
              <Tiles label={t.figures} tiles={reportTiles(data)} />
            </Panel>
            <Columns>
              <Panel label={t.changed} title={t.changed}>
                <Changes
                  changes={data.changes}
                  unchanged={data.unchanged}
                  compared={data.previous !== null}
                  range={{ from: isoMinute(Date.parse(data.from)), to: isoMinute(Date.parse(data.to)) }}
                />
              </Panel>
              <Panel label={t.watched} title={t.watched}>
                <Watched report={data} />
              </Panel>
            </Columns>
            <Columns>
              <Endpoints report={data} />
              <Errors report={data} />
            </Columns>
          </>
        )}
      </Loadable>
      <Readers />
    </div>
  );
}

/** To the period before, and back towards now. */
function Steps({ report }: { report: Report }) {
  const { set } = useView();
  return (
    <span className={c.steps}>
      <IconButton label={t.earlier} onClick={() => set({ at: report.previousAt })}>
        <IconChevronLeft size={14} />
      </IconButton>
      <IconButton label={t.later} disabled={!report.over} onClick={() => set({ at: report.nextAt })}>
        <IconChevronRight size={14} />
      </IconButton>
    </span>
  );
}
