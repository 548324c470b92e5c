import { Button, controlClass } from '../components/Button';
import { AppLink } from '../components/AppLink';
import { copy } from '../copy';
import { ago, dateTime, isoMinute } from '../lib/time';
import { useView } from '../state/useView';
import { Message } from './Message';

type Props = { firstDataAt: string | null; lastDataAt: string | null; from: string; to: string };
const HALF_DAY = 12 * 3_600_000;

/** No data ever leads to onboarding; none in this range leads to where there is some. */
export function EmptyRange({ firstDataAt, lastDataAt, from, to }: Props) {
  const { zone, filter, set } = useView();
  if (!firstDataAt || !lastDataAt) {
    return (
      <Message title={copy.states.neverTitle} text={copy.states.neverText}>
        <AppLink page="start" className={controlClass} data-kind="primary">
          {copy.states.neverAction}
        </AppLink>
      </Message>
    );
  }
  const last = Date.parse(lastDataAt);
  const outside = last < Date.parse(from) || last > Date.parse(to);
  const showLast = () =>
    set({ from: isoMinute(last - HALF_DAY), to: isoMinute(last + HALF_DAY / 6), range: undefined });
  return (
    <Message
      title={copy.states.emptyTitle(dateTime(Date.parse(from), zone), dateTime(Date.parse(to), zone))}
      {...(filter && { text: copy.states.emptyFiltered })}
    >
      {outside && <Button onClick={showLast}>{copy.states.showLast(ago(last, zone))}</Button>}
      {filter && <Button onClick={() => set({ q: undefined })}>{copy.states.clearFilters}</Button>}
    </Message>
  );
}
