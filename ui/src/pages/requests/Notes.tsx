import { IconArrowUp } from '@tabler/icons-react';
import type { Schema } from '../../api/client';
import { AppLink } from '../../components/AppLink';
import { Button, controlClass } from '../../components/Button';
import { copy } from '../../copy';
import { copyRequests } from '../../copy/requests';
import { exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useView } from '../../state/useView';
import { Message } from '../../states/Message';
import c from './requests.module.css';
import type { useLive } from './useLive';

const t = copyRequests;

/** Tokens of the filter that the server left out, with its reasons. */
export function Problems({ problems }: { problems: Schema<'FilterProblem'>[] }) {
  if (problems.length === 0) return null;
  return (
    <p className={c.warning} role="status">
      {t.leftOut}{' '}
      {problems.map((problem) => (
        <span key={`${problem.position}:${problem.token}`}>
          <code>{shown(problem.token)}</code> {shown(problem.reason)}.{' '}
        </span>
      ))}
    </p>
  );
}

/** What the stream has to say: new requests further up, too many of them, or that it stopped. */
export function LiveNote({
  stream,
  onTop,
  onReload,
}: {
  stream: ReturnType<typeof useLive>;
  onTop: () => void;
  onReload: () => void;
}) {
  const { live, trouble, tryAgain } = stream;
  return (
    <div className={c.notes} role="status">
      {live.fresh > 0 && (
        <button type="button" className={c.fresh} onClick={onTop} aria-label={t.live.toTop(live.fresh)}>
          <IconArrowUp size={13} aria-hidden />
          {t.live.fresh(live.fresh)}
        </button>
      )}
      {(live.skipped > 0 || live.cut) && (
        <span className={c.note}>
          {live.skipped > 0 ? t.live.sampled(exact(live.skipped)) : t.live.gap}
          <Button onClick={onReload}>{t.live.reload}</Button>
        </span>
      )}
      {trouble && (
        <span className={c.note}>
          {t.live.stopped(shown(trouble))}
          <Button onClick={tryAgain}>{t.live.again}</Button>
        </span>
      )}
    </div>
  );
}

function Searched({ to, busy, onMore }: { to: string; busy?: boolean; onMore?: (() => void) | undefined }) {
  const { zone } = useView();
  return (
    <span className={c.note}>
      {t.searched(dateTime(Date.parse(to), zone))}
      {onMore && (
        <Button disabled={busy} onClick={onMore}>
          {t.searchOn}
        </Button>
      )}
    </span>
  );
}

type FootProps = { has: boolean; busy: boolean; searchedTo: string | null; onMore: () => void };

/** Below the last row: how far the search came, or that there is nothing older. */
export function Foot({ has, busy, searchedTo, onMore }: FootProps) {
  if (searchedTo) return <Searched to={searchedTo} busy={busy} onMore={has ? onMore : undefined} />;
  return <span className={c.quiet}>{has ? t.loadingMore : t.end}</span>;
}

export function NoneFound({ searchedTo }: { searchedTo: string | null }) {
  const { filter, set } = useView();
  if (searchedTo) return <Searched to={searchedTo} />;
  if (filter) {
    return (
      <Message title={t.none} text={t.noneText}>
        <Button onClick={() => set({ q: undefined })}>{t.clearFilters}</Button>
      </Message>
    );
  }
  return (
    <Message title={t.noneEver} text={t.noneEverText}>
      <AppLink page="start" className={controlClass}>
        {copy.states.neverAction}
      </AppLink>
    </Message>
  );
}
