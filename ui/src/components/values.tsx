import type { MouseEvent } from 'react';
import { copy } from '../copy';
import { add } from '../filter/parse';
import { type Change, change, changeAbsolute, changePoints, exact, NONE, percent } from '../lib/format';
import { shown } from '../lib/text';
import { ago, dateTime } from '../lib/time';
import { useView } from '../state/useView';
import c from './ui.module.css';

/** Small pieces that show one value the same way on every page. */

export const Method = ({ method }: { method: string }) => (
  <span className={c.method} data-m={method}>
    {method === 'DELETE' ? 'DEL' : shown(method)}
  </span>
);

/** A route with its parameters in a quieter tone. */
export const Path = ({ route }: { route: string }) => (
  <span className={c.path}>
    {route
      .split(/(\{[^}]+\}|:[A-Za-z_]\w*)/)
      .map((part, i) => (i % 2 ? <em key={`${i}${part}`}>{shown(part)}</em> : shown(part)))}
  </span>
);

export const Status = ({ code }: { code: number }) => (
  <span className={c.status} data-k={String(code)[0]}>
    {code}
  </span>
);

type Tone = 'bad' | 'warn' | 'good';
export const Flag = ({ text, tone, title }: { text: string; tone?: Tone; title?: string }) => (
  <span className={c.flag} data-tone={tone} title={title}>
    {text}
  </span>
);

type DeltaProps = {
  now: number | null | undefined;
  before: number | null | undefined;
  /** Which direction is welcome; `none` keeps it grey. */
  good?: 'up' | 'down' | 'none';
  as?: 'percent' | 'points' | 'absolute';
  title?: string;
};
const CHANGES = { percent: change, points: changePoints, absolute: changeAbsolute };

export function Delta({ now, before, good = 'none', as = 'percent', title }: DeltaProps) {
  const { text, direction }: Change = CHANGES[as](now, before);
  const tone = direction === 'flat' || good === 'none' ? 'flat' : direction === good ? 'good' : 'bad';
  return (
    <span className={`${c.delta} num`} data-tone={tone} title={title}>
      {direction !== 'flat' && (
        <>
          <span aria-hidden>{direction === 'up' ? '↑' : '↓'}</span>
          <span className="sr">{copy.change[direction]} </span>
        </>
      )}
      {text}
    </span>
  );
}

/** A count with its share of the largest row as a bar. */
export const CountBar = ({ value, max }: { value: number; max: number }) => (
  <>
    {exact(value)}
    <span className={c.share} aria-hidden="true">
      <i style={{ width: `${max > 0 ? (100 * value) / max : 0}%` }} />
    </span>
  </>
);

/** An error share; coloured only when it is a problem. */
export function ErrorShare({
  errors,
  requests,
  kind,
}: {
  errors: number;
  requests: number;
  kind: 'client' | 'server';
}) {
  if (errors === 0 || requests === 0) return <None />;
  const share = errors / requests;
  const alarming = kind === 'server' ? share > 0.01 : share > 0.1;
  return (
    <span className={alarming ? (kind === 'server' ? c.hot : c.warm) : undefined}>{percent(share)}</span>
  );
}

export const None = () => <span className={c.muted}>{NONE}</span>;

export function Time({ at, zone }: { at: string | null | undefined; zone: string }) {
  if (!at) return <None />;
  const millis = Date.parse(at);
  return (
    <time dateTime={at} title={dateTime(millis, zone)}>
      {ago(millis, zone)}
    </time>
  );
}

/** A value that becomes a filter: click shows only it, Alt-click excludes it. */
export function FilterValue(props: { field: string; value: string; label?: string }) {
  const { filter, set } = useView();
  const label = shown(props.label ?? props.value);
  const click = (event: MouseEvent) => set({ q: add(filter, props.field, props.value, event.altKey) });
  return (
    <button type="button" className={c.filterValue} title={copy.filter.only(label)} onClick={click}>
      {label}
    </button>
  );
}
