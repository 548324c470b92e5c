import { useCallback, useMemo, useState } from 'react';
import { useRequestList, useStrip } from '../../api/requests';
import { copyRequests } from '../../copy/requests';
import { exact } from '../../lib/format';
import { PageHeader } from '../../shell/PageHeader';
import { useView } from '../../state/useView';
import { Loadable, Skeleton } from '../../states/Loadable';
import { Failed } from '../../states/Failed';
import { ColumnsButton } from './ColumnsButton';
import { Drawer } from './Drawer';
import { merged } from './live';
import { Foot, LiveNote, NoneFound, Problems } from './Notes';
import { opened, openKey } from './open';
import { RequestList } from './RequestList';
import c from './requests.module.css';
import { ShareButton } from './ShareDialog';
import { Strip, total } from './Strip';
import { useLive } from './useLive';
import { ViewTabs } from './ViewTabs';

const t = copyRequests;
const TOP_PIXELS = 8;

/** What happened, request by request? */
export default function Requests() {
  const { search, live: wantsLive, windowNow } = useView();
  const [box, setBox] = useState<HTMLElement | null>(null);
  const list = useRequestList();
  const strip = useStrip();
  const touchesNow = windowNow().live;
  const isAtTop = useCallback(() => (box?.scrollTop ?? 0) <= TOP_PIXELS, [box]);
  const stream = useLive(wantsLive && touchesNow, isAtTop);
  const { live, show } = stream;

  const loaded = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const rows = useMemo(() => merged(live.rows, loaded), [live.rows, loaded]);
  const { fetchNextPage, refetch } = list;
  const load = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const reload = () => {
    stream.clear();
    box?.scrollTo({ top: 0 });
    void refetch();
  };
  const toTop = () => {
    box?.scrollTo({ top: 0 });
    show();
  };
  const last = list.data?.pages.at(-1);
  const searchedTo = last?.searchedTo ?? null;
  const open = opened(search.open);
  const count = total(strip.data);

  return (
    <div className={c.page} data-open={open ? true : undefined}>
      <section className={c.left}>
        <PageHeader title={t.title} obeys={['environment', 'range', 'filter', 'live']}>
          <ColumnsButton />
          <ShareButton />
        </PageHeader>
        <div className={c.bar}>
          <ViewTabs />
          <span className={`${c.quiet} num`}>
            {count !== undefined &&
              (strip.data?.searchedTo ? t.totalAtLeast(exact(count)) : t.total(exact(count)))}
          </span>
        </div>
        <Problems problems={list.data?.pages[0]?.filterProblems ?? []} />
        <Loadable query={strip} what={t.strip.toLowerCase()} height={86}>
          {(answer) => <Strip answer={answer} />}
        </Loadable>
        <LiveNote stream={stream} onTop={toTop} onReload={reload} />
        {list.data === undefined ? (
          list.error ? (
            <Failed what={t.list.toLowerCase()} error={list.error} onRetry={() => void refetch()} />
          ) : (
            <Skeleton height={420} />
          )
        ) : rows.length === 0 && !list.hasNextPage ? (
          <NoneFound searchedTo={searchedTo} />
        ) : (
          <RequestList
            rows={rows}
            box={box}
            setBox={setBox}
            // A search that ended early goes on only when asked to.
            more={{ has: list.hasNextPage && !searchedTo, busy: list.isFetchingNextPage, load }}
            onScroll={() => {
              if (isAtTop()) show();
            }}
            foot={
              <Foot
                has={list.hasNextPage}
                busy={list.isFetchingNextPage}
                searchedTo={searchedTo}
                onMore={load}
              />
            }
          />
        )}
      </section>
      {open && (
        <Drawer opened={open} index={rows.findIndex((row) => openKey(row) === search.open)} rows={rows} />
      )}
    </div>
  );
}
