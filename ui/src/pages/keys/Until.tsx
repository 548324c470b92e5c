import { None } from '../../components/values';
import { DAY, dateTime } from '../../lib/time';

/** The day, and the time when it is near. */
function short(at: number, zone: string): string {
  const full = dateTime(at, zone);
  return Math.abs(at - Date.now()) < DAY ? full : full.replace(/,.*/, '');
}

/** A time that may lie ahead; a dash when there is none. */
export function Until({ at, zone }: { at: string | null | undefined; zone: string }) {
  if (!at) return <None />;
  const millis = Date.parse(at);
  return (
    <time dateTime={at} title={dateTime(millis, zone)}>
      {short(millis, zone)}
    </time>
  );
}
