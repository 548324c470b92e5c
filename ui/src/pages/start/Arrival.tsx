import { IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Schema } from '../../api/client';
import { AppLink } from '../../components/AppLink';
import { controlClass } from '../../components/Button';
import { copyStart } from '../../copy/start';
import { duration } from '../../lib/format';
import { shown } from '../../lib/text';
import shell from '../../shell/shell.module.css';
import c from './start.module.css';

const t = copyStart;
const SILENCE_MILLIS = 60_000;
const SKEW_LIMIT_MILLIS = 60_000;

/** What has arrived so far; after a minute of silence, what the server has seen, as a checklist. */
export function Arrival({ start }: { start: Schema<'Start'> }) {
  const silent = useElapsed(SILENCE_MILLIS);
  const { firstRequest, instances, endpoints } = start;
  const instance = instances[0];
  return (
    <>
      <div className={c.arrival} role="status">
        {!firstRequest && (
          <span className={c.waiting}>
            <span className={shell.live} />
            {t.waiting}
          </span>
        )}
        {instance && <Fact text={t.connected(shown(instance.client ?? instance.id))} />}
        {firstRequest && (
          <>
            <Fact
              text={t.first(
                `${shown(firstRequest.method)} ${shown(firstRequest.route)} → ${firstRequest.status} (${shown(firstRequest.environment)})`,
              )}
            />
            <Fact text={t.found(endpoints)} />
            <AppLink
              page="traffic"
              className={controlClass}
              data-kind="primary"
              patch={{ env: firstRequest.environment, q: undefined, by: undefined }}
            >
              {t.open}
            </AppLink>
          </>
        )}
      </div>
      {silent && !firstRequest && <Checklist start={start} />}
    </>
  );
}

const Fact = ({ text }: { text: string }) => (
  <span className={c.fact}>
    <IconCheck size={15} aria-hidden />
    {text}
  </span>
);

function Checklist({ start }: { start: Schema<'Start'> }) {
  const instance = start.instances[0];
  const skew = Math.abs(instance?.clockSkewMs ?? 0);
  const checks: [ok: boolean, text: string, detail?: string][] = [
    [true, t.checks.reachable],
    [instance !== undefined, t.checks.instance, instance ? undefined : t.noInstance],
    [start.firstRequest !== null, t.checks.requests, instance ? t.noRequest : undefined],
    [
      skew < SKEW_LIMIT_MILLIS,
      t.checks.skew,
      skew < SKEW_LIMIT_MILLIS ? undefined : t.skewDetail(duration(skew)),
    ],
    [start.lastRejection === null, t.checks.rejected, start.lastRejection?.explanation],
  ];
  return (
    <div className={c.checks}>
      <h2 className={c.heading}>{t.slowTitle}</h2>
      <ul>
        {checks.map(([ok, text, detail]) => (
          <li key={text} data-ok={ok || undefined}>
            {ok ? <IconCheck size={15} aria-label="✓" /> : <IconX size={15} aria-label="✕" />}
            <span>
              {text}
              {detail && <small>{shown(detail)}</small>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useElapsed(millis: number): boolean {
  const [elapsed, setElapsed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(true), millis);
    return () => clearTimeout(timer);
  }, [millis]);
  return elapsed;
}
