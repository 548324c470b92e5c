import type { RequestDetail } from '../../api/requests';

export type Span = RequestDetail['spans'][number];
export type Kind = 'server' | 'client' | 'database' | 'internal' | 'messaging';

/** A line of the waterfall: a span, or several alike that are folded into one. */
export type Line = {
  span: Span;
  depth: number;
  kind: Kind;
  /** Time in which none of its children ran, in milliseconds. */
  selfMs: number;
  /** Spans in place of which this line stands, itself included; 1 = only itself. */
  count: number;
  /** Of all the spans it stands for. */
  endMs: number;
};

const FOLD_FROM = 4;
/** Clocks of processes differ a little. */
const TOLERANCE_MILLIS = 1;

export function kindOf(span: Span): Kind {
  const attributes = span.attributes;
  if ('db.system' in attributes || 'db.system.name' in attributes) return 'database';
  switch (span.kind.toUpperCase()) {
    case 'SERVER':
      return 'server';
    case 'CLIENT':
      return 'client';
    case 'PRODUCER':
    case 'CONSUMER':
      return 'messaging';
    default:
      return 'internal';
  }
}

const endOf = (span: Span): number => span.startOffsetMs + span.durationMs;

/** How long at least one of the spans ran within a window. */
function covered(spans: Span[], from: number, to: number): number {
  let sum = 0;
  let reached = from;
  for (const span of [...spans].sort((a, b) => a.startOffsetMs - b.startOffsetMs)) {
    const start = Math.max(span.startOffsetMs, reached);
    const end = Math.min(endOf(span), to);
    if (end > start) sum += end - start;
    reached = Math.max(reached, end);
  }
  return sum;
}

type Tree = { roots: Span[]; children: Map<string, Span[]> };

/** Spans whose parent is not there are roots; so are those that name each other in a circle. */
function treeOf(spans: Span[]): Tree {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const children = new Map<string, Span[]>();
  const roots: Span[] = [];
  for (const span of spans) {
    const parent = span.parentId === null ? undefined : byId.get(span.parentId);
    if (!parent || isInCircle(span, byId)) roots.push(span);
    else children.set(parent.id, [...(children.get(parent.id) ?? []), span]);
  }
  return { roots, children };
}

function isInCircle(span: Span, byId: Map<string, Span>): boolean {
  const seen = new Set<string>();
  for (let at: Span | undefined = span; at; at = at.parentId === null ? undefined : byId.get(at.parentId)) {
    if (seen.has(at.id)) return at.id === span.id;
    seen.add(at.id);
  }
  return false;
}

/** Lines in the order in which they are drawn; runs of similar leaves are one line unless they are unfolded. */
export function linesOf(spans: Span[], unfolded: ReadonlySet<string>): Line[] {
  const { roots, children } = treeOf(spans);
  const lines: Line[] = [];
  const line = (span: Span, depth: number, alike: Span[]) =>
    lines.push({
      span,
      depth,
      kind: kindOf(span),
      selfMs: span.durationMs - covered(children.get(span.id) ?? [], span.startOffsetMs, endOf(span)),
      count: alike.length,
      endMs: Math.max(...alike.map(endOf)),
    });
  const walk = (siblings: Span[], depth: number) => {
    const ordered = [...siblings].sort((a, b) => a.startOffsetMs - b.startOffsetMs);
    for (let i = 0; i < ordered.length; i++) {
      const span = ordered[i];
      if (!span) continue;
      let end = i + 1;
      while (end < ordered.length && isAlike(span, ordered[end], children)) end += 1;
      const alike = ordered.slice(i, end);
      if (alike.length >= FOLD_FROM && !unfolded.has(span.id)) {
        line(span, depth, alike);
        i = end - 1;
        continue;
      }
      line(span, depth, [span]);
      walk(children.get(span.id) ?? [], depth + 1);
    }
  };
  walk(roots, 0);
  return lines;
}

const isAlike = (a: Span, b: Span | undefined, children: Map<string, Span[]>): boolean =>
  b !== undefined &&
  a.name === b.name &&
  a.kind === b.kind &&
  a.status === b.status &&
  !children.has(a.id) &&
  !children.has(b.id);

/** Where most of the time was spent by itself, as a share of the whole. */
export function busiest(spans: Span[]): { name: string; share: number } | undefined {
  const lines = linesOf(spans, new Set(spans.map((span) => span.id)));
  const whole =
    Math.max(...lines.map((l) => l.endMs), 0) - Math.min(...lines.map((l) => l.span.startOffsetMs), 0);
  const byName = new Map<string, number>();
  for (const { span, selfMs } of lines) byName.set(span.name, (byName.get(span.name) ?? 0) + selfMs);
  const [name, most] = [...byName].sort((a, b) => b[1] - a[1])[0] ?? [];
  return name !== undefined && most !== undefined && whole > 0
    ? { name, share: Math.min(1, most / whole) }
    : undefined;
}

/**
 * The spans that had to end for the whole to end, from the back: of children that ran at once, the one that ended
 * last was waited for, then the one that had ended last when it began.
 */
export function criticalPath(spans: Span[]): ReadonlySet<string> {
  const { roots, children } = treeOf(spans);
  const critical = new Set<string>();
  const walk = (siblings: Span[], until: number) => {
    let reached = until;
    for (const span of [...siblings].sort((a, b) => endOf(b) - endOf(a))) {
      if (critical.has(span.id) || span.startOffsetMs >= reached || endOf(span) > reached + TOLERANCE_MILLIS)
        continue;
      critical.add(span.id);
      walk(children.get(span.id) ?? [], endOf(span));
      reached = span.startOffsetMs;
    }
  };
  const last = [...roots].sort((a, b) => endOf(b) - endOf(a))[0];
  if (last) walk([last], endOf(last));
  return critical;
}
