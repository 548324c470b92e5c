import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { copyRequests } from '../../copy/requests';
import { duration } from '../../lib/format';
import { shown } from '../../lib/text';
import c from './detail.module.css';
import { criticalPath, type Line, linesOf, type Span } from './spans';

const t = copyRequests.spans;
const NOBODY: ReadonlySet<string> = new Set();
const DRAG_PIXELS = 6;
/** Bars at least so wide hold their own label, cut where they end. */
const ROOMY_PERCENT = 34;

type Zoom = { from: number; to: number };

/** Where the time went: one line per span, similar ones folded; a click shows what a span tells. */
export function Waterfall({ spans }: { spans: Span[] }) {
  const [unfolded, setUnfolded] = useState(NOBODY);
  const [selected, setSelected] = useState<string>();
  const [zoom, setZoom] = useState<Zoom>();
  const lines = useMemo(() => linesOf(spans, unfolded), [spans, unfolded]);
  const critical = useMemo(() => criticalPath(spans), [spans]);
  if (spans.length === 0) return <p className={c.none}>{copyRequests.detail.noTrace}</p>;
  const first = Math.min(...lines.map((line) => line.span.startOffsetMs));
  const whole: Zoom = { from: first, to: Math.max(...lines.map((line) => line.endMs), first + 0.001) };
  const shownRange = zoom ?? whole;
  return (
    <>
      <div className={`${c.waterfall} num`}>
        {lines.map((line) => (
          <div key={line.span.id}>
            <SpanLine
              line={line}
              range={shownRange}
              critical={critical.size > 1 && critical.has(line.span.id)}
              selected={selected === line.span.id}
              onSelect={() => setSelected(selected === line.span.id ? undefined : line.span.id)}
              onZoom={setZoom}
            />
            {selected === line.span.id && (
              <SpanFacts
                line={line}
                critical={critical.size > 1 && critical.has(line.span.id)}
                onUnfold={() => setUnfolded(new Set([...unfolded, ...alikeIds(spans, line)]))}
              />
            )}
          </div>
        ))}
      </div>
      <p className={c.hint}>
        {critical.size > 1 && <span className={c.critical}>{t.critical}</span>}
        {zoom ? <Button onClick={() => setZoom(undefined)}>{t.wholeTime}</Button> : t.zoomHint}
      </p>
    </>
  );
}

/** All that one folded line may stand for: leaves of that name under the same parent. */
const alikeIds = (spans: Span[], { span }: Line): string[] =>
  spans
    .filter((other) => other.name === span.name && other.parentId === span.parentId)
    .map((other) => other.id);

type LineProps = {
  line: Line;
  range: Zoom;
  critical: boolean;
  selected: boolean;
  onSelect: () => void;
  onZoom: (zoom: Zoom) => void;
};

function SpanLine({ line, range, critical, selected, onSelect, onZoom }: LineProps) {
  const { span, depth, kind, count, endMs } = line;
  const drag = useZoom(range, onZoom);
  const percent = (at: number) => (100 * (at - range.from)) / (range.to - range.from);
  const left = percent(span.startOffsetMs);
  const right = percent(endMs);
  const from = Math.min(100, Math.max(0, left));
  const width = Math.max(0, Math.min(100, right) - from);
  const time = duration(endMs - span.startOffsetMs);
  const failed = span.status.toUpperCase() === 'ERROR';
  const label = failed ? `${time} · ${t.failed}` : time;
  const place = width >= ROOMY_PERCENT ? 'in' : from + width > 62 ? 'before' : 'after';
  const name = count > 1 ? t.folded(count, shown(span.name)) : shown(span.name);
  return (
    <div className={c.span} data-selected={selected || undefined} data-failed={failed || undefined}>
      <button
        type="button"
        aria-expanded={selected}
        title={name}
        style={{ paddingInlineStart: 10 + Math.min(depth, 12) * 13 }}
        onClick={onSelect}
      >
        {name}
      </button>
      {/* A pointer's shortcut: the keyboard reads start and time in the facts of each span. */}
      <div className={c.track} {...drag}>
        {right >= 0 && left <= 100 && (
          <>
            <i
              data-kind={kind}
              data-critical={critical || undefined}
              style={{ insetInlineStart: `${from}%`, width: `${width}%` }}
            />
            <em
              data-place={place}
              data-kind={kind}
              style={
                place === 'before'
                  ? { insetInlineEnd: `calc(${100 - from}% + 6px)` }
                  : {
                      insetInlineStart: `calc(${place === 'in' ? from : from + width}% + 6px)`,
                      ...(place === 'in' && { maxWidth: `calc(${width}% - 8px)` }),
                    }
              }
            >
              {label}
            </em>
          </>
        )}
      </div>
    </div>
  );
}

function useZoom(range: Zoom, onZoom: (zoom: Zoom) => void) {
  const from = useRef<number>(undefined);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      from.current = event.clientX;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const start = from.current;
      from.current = undefined;
      if (start === undefined || Math.abs(event.clientX - start) < DRAG_PIXELS) return;
      const box = event.currentTarget.getBoundingClientRect();
      const at = (x: number) =>
        range.from + (range.to - range.from) * Math.min(1, Math.max(0, (x - box.left) / box.width));
      onZoom({ from: at(Math.min(start, event.clientX)), to: at(Math.max(start, event.clientX)) });
    },
  };
}

type FactsProps = { line: Line; critical: boolean; onUnfold: () => void };

function SpanFacts({ line, critical, onUnfold }: FactsProps) {
  const { span, kind, selfMs, count } = line;
  const attributes = Object.entries(span.attributes as Record<string, unknown>);
  const facts: [string, string][] = [
    [t.kind, t.kinds[kind]],
    [t.start, `+${duration(span.startOffsetMs)}`],
    [t.time, duration(span.durationMs)],
    [t.selfTime, duration(selfMs)],
    ...(critical ? [[t.criticalTitle, t.criticalYes] as [string, string]] : []),
    ...attributes.map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ];
  return (
    <div className={c.spanFacts}>
      {count > 1 && <Button onClick={onUnfold}>{t.unfold}</Button>}
      <dl className={c.pairs}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{shown(name)}</dt>
            <dd>{shown(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
