import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/client';
import { useErrorGroup } from '../../api/ranged';
import { AppLink } from '../../components/AppLink';
import { Columns, Panel } from '../../components/Panel';
import { Flag, Method, Path, Status, Time } from '../../components/values';
import { copy } from '../../copy';
import { exact, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import c from './errors.module.css';
import { GroupChart } from './GroupChart';
import { StackTrace } from './StackTrace';

const t = copy.pages.errors;
type Detail = Schema<'ErrorDetail'>;

export default function ErrorDetail() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const query = useErrorGroup(id);
  const group = query.data;
  return (
    <div className={layout.page}>
      <PageHeader
        title={group ? shown(group.title) : t.title}
        back={{ page: 'errors', label: t.back }}
        heading={
          group && (
            <>
              {group.status !== null && <Status code={group.status} />} {shown(group.title)}{' '}
              <Flag text={t.states[group.state]} {...(group.state === 'new' && { tone: 'bad' as const })} />
            </>
          )
        }
      />
      <Loadable query={query} what={t.group.toLowerCase()} height={400}>
        {(data) => (
          <>
            <Panel label={t.group}>
              <Facts group={data} />
            </Panel>
            <Columns>
              <Panel label={t.over} title={t.over}>
                <GroupChart group={data} />
              </Panel>
              <Panel label={t.affected} title={t.affected} note={exact(data.consumers)}>
                <Affected group={data} />
              </Panel>
            </Columns>
            {data.kind === 'exception' && (
              <Panel label={t.stack} title={t.stack}>
                {data.stacktrace ? (
                  <StackTrace text={data.stacktrace} />
                ) : (
                  <p className={c.none}>{t.noStack}</p>
                )}
              </Panel>
            )}
          </>
        )}
      </Loadable>
    </div>
  );
}

/** So many stand beside the chart; the others are a click away. */
const MOST_AFFECTED = 10;

function Facts({ group }: { group: Detail }) {
  const { zone } = useView();
  const facts: [string, ReactNode, boolean?][] = [
    ...(group.message ? ([[t.message, shown(group.message), true]] as [string, ReactNode, boolean][]) : []),
    [
      t.endpoint,
      <span key="endpoint">
        <Method method={group.method} /> <Path route={group.route} />
      </span>,
    ],
    ...(group.type
      ? ([
          [
            t.type,
            <span key="type" className="mono">
              {shown(group.type)}
            </span>,
          ],
        ] as [string, ReactNode][])
      : []),
    ...(group.field
      ? ([
          [
            t.field,
            <span key="field" className="mono">
              {shown(group.field)}
            </span>,
          ],
        ] as [string, ReactNode][])
      : []),
    [t.count, exact(group.count)],
    [t.share, percent(group.share)],
    [t.consumers, exact(group.consumers)],
    [t.firstSeen, <Time key="first" at={group.firstSeen} zone={zone} />],
    [t.lastSeen, <Time key="last" at={group.lastSeen} zone={zone} />],
  ];
  return (
    <dl className={`${c.facts} num`}>
      {facts.map(([name, value, wide]) => (
        <div key={name} data-wide={wide || undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Affected({ group }: { group: Detail }) {
  if (group.affected.length === 0) return <p className={c.none}>{t.noAffected}</p>;
  const rest = group.affected.slice(MOST_AFFECTED);
  return (
    <>
      <Consumers of={group.affected.slice(0, MOST_AFFECTED)} />
      {rest.length > 0 && (
        <details className={c.more}>
          <summary>{t.moreAffected(exact(rest.length))}</summary>
          <Consumers of={rest} />
        </details>
      )}
    </>
  );
}

const Consumers = ({ of }: { of: Detail['affected'] }) => (
  <ul className={`${c.affected} num`}>
    {of.map((consumer) => (
      <li key={consumer.identifier}>
        <AppLink page="consumers" id={consumer.identifier}>
          {shown(consumer.name ?? consumer.identifier)}
        </AppLink>
        <span>{exact(consumer.count)}</span>
      </li>
    ))}
  </ul>
);
