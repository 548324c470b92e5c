import { useParams } from '@tanstack/react-router';
import { Panel } from '../../components/Panel';
import { type Tile, Tiles } from '../../components/Tiles';
import { copyStatements as t } from '../../copy/statements';
import { count, exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Actions } from './Actions';
import { type Entry, type Statement as Data, useRecomputed, useStatement } from './api';
import { DifferencesTable, LinesTable } from './LinesTable';
import { StateFlag } from './StateFlag';
import c from './statements.module.css';

const monthName = (month: string) =>
  new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01`),
  );

const tilesOf = ({ total }: Data): Tile[] => [
  { id: 'billable', label: t.billable, value: count(total.billable), sub: exact(total.billable) },
  { id: 'calls', label: t.calls, value: count(total.calls), sub: exact(total.calls) },
  { id: 'refused', label: t.refused, value: count(total.refused + total.rateLimited) },
  { id: 'errors', label: t.serverErrors, value: count(total.serverErrors) },
];

/** One statement: what is stated, by which entries, and whether it is still what the ledger has. */
export default function Statement() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const query = useStatement(id);
  const data = query.data;
  const name = data ? `${shown(data.consumer.name ?? data.consumer.id)}, ${monthName(data.month)}` : t.title;
  return (
    <div className={`${layout.page} ${c.statement}`}>
      <PageHeader
        title={name}
        heading={
          <>
            {name} {data && <StateFlag state={data.state} />}
          </>
        }
        back={{ page: 'usage/statements', label: t.title }}
        obeys={[]}
      />
      <Loadable query={query} what={t.one} height={400}>
        {(statement) => (
          <div className={c.stack}>
            <div className={c.actions}>
              <Actions statement={statement} />
            </div>
            <StateLines statement={statement} />
            <Panel label={t.total}>
              <Tiles label={t.total} tiles={tilesOf(statement)} />
            </Panel>
            {statement.entries.length !== 1 && (
              <Panel
                label={statement.entries.length ? t.lines : t.draftLines}
                title={statement.entries.length ? t.lines : t.draftLines}
              >
                <LinesTable
                  label={statement.entries.length ? t.lines : t.draftLines}
                  lines={statement.lines}
                  total={statement.total}
                />
              </Panel>
            )}
            {statement.entries.map((entry) => (
              <EntryPanel key={entry.number} entry={entry} />
            ))}
            {statement.state !== 'draft' && <CheckPanel id={statement.id} />}
          </div>
        )}
      </Loadable>
    </div>
  );
}

/** The entry that says how it stands: the one that took all back, or the first. */
const decisive = ({ entries }: Data) => entries.find(({ kind }) => kind === 'void') ?? entries[0];

function StateLines({ statement }: { statement: Data }) {
  const { from, to, zone, state, entries, broken } = statement;
  const at = (time: string) => dateTime(Date.parse(time), zone);
  const entry = decisive(statement);
  const last = entries.at(-1);
  return (
    <div className={c.state} role="status" data-complete={broken.length === 0}>
      <p>
        {entry
          ? (state === 'void' ? t.voidLine : t.finalLine)(at(entry.createdAt), shown(entry.createdBy))
          : t.draftLine}{' '}
        {t.period(at(from), at(to), zone)}
      </p>
      {state === 'draft' && !statement.due && <p>{t.open(at(to), at(statement.closesAt))}</p>}
      {last && (
        <p className={`mono ${c.hash}`}>
          {t.hash} {last.sha256}
        </p>
      )}
      {broken.map(({ entry: number, problem }) => (
        <p key={number}>{t.broken(number, problem)}</p>
      ))}
    </div>
  );
}

function EntryPanel({ entry }: { entry: Entry }) {
  const { zone } = useView();
  const title = t.entry(entry.number, t.kinds[entry.kind]);
  return (
    <Panel
      label={title}
      title={title}
      note={t.entryBy(dateTime(Date.parse(entry.createdAt), zone), shown(entry.createdBy))}
    >
      <dl className={c.facts}>
        {entry.reason && (
          <>
            <dt>{t.reason}</dt>
            <dd>{shown(entry.reason)}</dd>
          </>
        )}
        {entry.missing.length > 0 && (
          <>
            <dt>{t.missing}</dt>
            <dd className="mono">{entry.missing.join(', ')}</dd>
          </>
        )}
        <dt>{t.hash}</dt>
        <dd className="mono">{entry.sha256}</dd>
      </dl>
      <LinesTable label={title} lines={entry.lines} total={entry.counts} />
    </Panel>
  );
}

function CheckPanel({ id }: { id: string }) {
  const query = useRecomputed(id);
  return (
    <Panel label={t.check} title={t.check}>
      {query.error && (
        <p className={c.note}>
          {t.uncheckable}: {query.error.message}
        </p>
      )}
      {query.data?.unchanged && <p className={c.note}>{t.unchanged}</p>}
      {query.data?.broken.map(({ entry, problem }) => (
        <p key={entry} className={c.note} role="alert">
          {t.broken(entry, problem)}
        </p>
      ))}
      {!!query.data?.differences.length && (
        <>
          <p className={c.note}>{t.differs}</p>
          <DifferencesTable rows={query.data.differences} />
        </>
      )}
    </Panel>
  );
}
