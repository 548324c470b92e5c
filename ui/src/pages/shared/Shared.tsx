import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { ApiError, answer, client, type Schema } from '../../api/client';
import { column, gridOf } from '../../charts/grid';
import { TimeBars } from '../../charts/TimeBars';
import type { Series } from '../../charts/types';
import { Button } from '../../components/Button';
import { Panel } from '../../components/Panel';
import { Tiles } from '../../components/Tiles';
import { Method, Path, Status } from '../../components/values';
import { copy } from '../../copy';
import { copyRequests } from '../../copy/requests';
import { axis, count, duration, exact, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { Logo } from '../../shell/Logo';
import { Loadable, Skeleton } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { Breakdown } from './Breakdown';
import { Password } from './Password';
import c from './shared.module.css';

const t = copyRequests.shared;
const UNIT = { axis, full: exact };
const REFRESH_MILLIS = 30_000;
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a share link shows, without signing in. The server applies the filter; nothing here can widen it. */
export default function Shared() {
  const { share = '' }: { share?: string } = useParams({ strict: false });
  const [proof, setProof] = useState<string>();
  const headers: Record<string, string> = proof === undefined ? {} : { 'Gatehouse-Share': proof };
  const query = useQuery({
    queryKey: ['shared', share, proof],
    queryFn: ({ signal }) =>
      answer(client.GET('/shares/{share}', { params: { path: { share } }, headers, signal })),
    retry: false,
    refetchInterval: REFRESH_MILLIS,
  });
  const opened = query.data;
  useEffect(() => {
    document.title = `${opened?.name ?? t.readOnly} · ${copy.product}`;
  }, [opened]);
  const isGone = query.error instanceof ApiError && query.error.status === 404;
  const isLocked = query.error instanceof ApiError && query.error.code === 'password-needed';
  return (
    <main className={c.page}>
      {isGone ? (
        <>
          <h1 className="sr">{t.readOnly}</h1>
          <Message title={t.gone} text={t.goneText} />
        </>
      ) : isLocked ? (
        <Password share={share} onOpen={setProof} />
      ) : (
        <Suspense fallback={<Skeleton height={400} />}>
          <Loadable query={query} what={t.readOnly.toLowerCase()} height={400}>
            {(data) => <View share={share} headers={headers} opened={data} />}
          </Loadable>
        </Suspense>
      )}
    </main>
  );
}

type ViewProps = { share: string; headers: Record<string, string>; opened: Schema<'OpenedShare'> };

function View({ share, headers, opened }: ViewProps) {
  const range = { from: opened.from, to: opened.to };
  const params = { path: { share }, query: range };
  const common = { staleTime: REFRESH_MILLIS / 2 };
  const summary = useQuery({
    ...common,
    queryKey: ['shared', share, 'summary', range],
    queryFn: ({ signal }) => answer(client.GET('/shares/{share}/summary', { params, headers, signal })),
  });
  const series = useQuery({
    ...common,
    queryKey: ['shared', share, 'series', range],
    queryFn: ({ signal }) => answer(client.GET('/shares/{share}/series', { params, headers, signal })),
  });
  return (
    <>
      <header className={c.head}>
        <Logo />
        <div>
          <h1>{shown(opened.name)}</h1>
          <p>
            {shown(opened.appName)} · {t.readOnly}. {t.ends(dateTime(Date.parse(opened.expiresAt), ZONE))}
          </p>
        </div>
      </header>
      <p className={c.filter}>
        {t.always} {opened.env !== 'all' && <code>{shown(opened.env)}</code>}{' '}
        <code>{opened.q ? shown(opened.q) : t.nothing}</code> {dateTime(Date.parse(opened.from), ZONE)} –{' '}
        {dateTime(Date.parse(opened.to), ZONE)} ({ZONE})
      </p>
      <Panel label={t.chart}>
        <Loadable query={summary} what={t.chart.toLowerCase()} height={92}>
          {({ current }) => (
            <Tiles
              label={t.chart}
              tiles={[
                { id: 'n', label: copy.pages.traffic.requests, value: count(current.requests) },
                { id: 'e', label: copy.pages.traffic.errors, value: percent(current.errorRate) },
                { id: 'p', label: copy.pages.endpoints.p95, value: duration(current.p95Ms) },
                { id: 'c', label: copy.pages.traffic.consumers, value: exact(current.consumers) },
              ]}
            />
          )}
        </Loadable>
        <Loadable query={series} what={t.chart.toLowerCase()} height={200}>
          {(data) => <Chart answer={data} />}
        </Loadable>
      </Panel>
      <Panel label={t.endpoints} title={t.endpoints}>
        <Breakdown share={share} headers={headers} range={range} />
      </Panel>
      <Panel label={t.requests} title={t.requests}>
        <List share={share} headers={headers} range={range} />
      </Panel>
    </>
  );
}

function Chart({ answer: data }: { answer: Schema<'Series'> }) {
  const grid = useMemo(() => gridOf(data, data.bars, ZONE), [data]);
  const series = useMemo(
    (): Series[] => [
      {
        key: '5xx',
        label: '5xx',
        color: 'var(--gh-s-server)',
        values: column(grid.bars, (b) => b.serverErrors),
      },
      {
        key: '4xx',
        label: '4xx',
        color: 'var(--gh-s-client)',
        values: column(grid.bars, (b) => b.clientErrors),
      },
      { key: '3xx', label: '3xx', color: 'var(--gh-s-redir)', values: column(grid.bars, (b) => b.redirects) },
      { key: '2xx', label: '2xx', color: 'var(--gh-s-ok)', values: column(grid.bars, (b) => b.successful) },
    ],
    [grid],
  );
  return <TimeBars axis={grid.axis} series={series} unit={UNIT} height={190} label={t.chart} />;
}

type ListProps = { share: string; headers: Record<string, string>; range: { from: string; to: string } };

function List({ share, headers, range }: ListProps) {
  const query = useInfiniteQuery({
    // Not by the moving range: a page that was read on would begin anew at each refresh.
    queryKey: ['shared', share, 'requests'],
    queryFn: ({ signal, pageParam }) =>
      answer(
        client.GET('/shares/{share}/requests', {
          params: { path: { share }, query: { ...range, ...(pageParam && { cursor: pageParam }) } },
          headers,
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last: Schema<'RequestList'>) => last.nextCursor ?? undefined,
  });
  return (
    <Loadable query={query} what={t.requests.toLowerCase()} height={300}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return <Message title={t.none} />;
        return (
          <>
            {/* Scrolls sideways on narrow screens, so it takes focus. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <div className={c.scroll} tabIndex={0} role="group" aria-label={t.requests}>
              <table className={`${c.table} num`}>
                <thead>
                  <tr>
                    <th scope="col">{copyRequests.time}</th>
                    <th scope="col">{copyRequests.status}</th>
                    <th scope="col">{copyRequests.request}</th>
                    <th scope="col">{copyRequests.consumer}</th>
                    <th scope="col">{copyRequests.duration}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((row) => (
                    <tr key={row.id}>
                      <td>{dateTime(Date.parse(row.at), ZONE)}</td>
                      <td>
                        <Status code={row.status} />
                      </td>
                      <td>
                        <Method method={row.method} /> <Path route={row.route} />
                      </td>
                      <td>{shown(row.consumerName ?? row.consumer ?? copyRequests.noConsumer)}</td>
                      <td>{duration(row.durationMs)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {query.hasNextPage && (
              <div className={c.more}>
                <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t.more}
                </Button>
              </div>
            )}
          </>
        );
      }}
    </Loadable>
  );
}
