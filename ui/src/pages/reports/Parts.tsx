import { AppLink } from '../../components/AppLink';
import { Panel } from '../../components/Panel';
import { Delta, Flag, Path } from '../../components/values';
import { copyReports as t } from '../../copy/reports';
import { count, duration, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { span } from '../../lib/time';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import type { Report } from './api';
import c from './reports.module.css';

type Endpoint = Report['endpoints'][number];

const columns: Column<Endpoint>[] = [
  {
    id: 'endpoint',
    header: t.endpoint,
    value: (r) => r.endpoint,
    cell: (r) => <Path route={r.endpoint} />,
  },
  {
    id: 'requests',
    header: t.requests,
    end: true,
    fact: true,
    value: (r) => r.requests,
    cell: (r) => count(r.requests),
  },
  {
    id: 'change',
    header: t.before,
    end: true,
    value: (r) => r.previousRequests,
    cell: (r) => <Delta now={r.requests} before={r.previousRequests} />,
  },
  {
    id: 'server',
    header: t.server,
    end: true,
    fact: true,
    value: (r) => r.serverErrors / r.requests,
    cell: (r) => percent(r.serverErrors / r.requests),
  },
  { id: 'p95', header: t.p95, end: true, fact: true, value: (r) => r.p95Ms, cell: (r) => duration(r.p95Ms) },
];

export const Endpoints = ({ report }: { report: Report }) => (
  <Panel label={t.endpoints} title={t.endpoints}>
    {report.endpoints.length === 0 ? (
      <Message title={t.noEndpoints} />
    ) : (
      <DataTable
        label={t.endpoints}
        columns={columns}
        rows={report.endpoints}
        rowKey={(row) => row.endpoint}
        serverSorted
      />
    )}
  </Panel>
);

export const Errors = ({ report }: { report: Report }) => (
  <Panel label={t.errors} title={t.errors}>
    {report.errors.length === 0 ? (
      <Message title={t.noErrors} />
    ) : (
      <ul className={c.list}>
        {report.errors.map((error) => (
          <li key={error.id}>
            <AppLink page="errors" id={error.id}>
              {shown(error.title)} {error.isNew && <Flag text={t.isNew} tone="bad" />}
              <small>
                <Path route={error.endpoint} />
              </small>
            </AppLink>
            <b className="num">{count(error.count)}</b>
          </li>
        ))}
      </ul>
    )}
  </Panel>
);

export const Watched = ({ report: { outages, outageMillis, alerts } }: { report: Report }) => (
  <p className={c.text}>
    {outages === 0 && alerts === 0
      ? t.allFine
      : `${t.outages(outages, span(outageMillis / 1000))}; ${t.alerts(alerts)}.`}
  </p>
);
