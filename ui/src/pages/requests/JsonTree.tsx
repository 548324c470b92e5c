import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Menu } from '@mantine/core';
import { createContext, use, useMemo, useState } from 'react';
import { copyRequests } from '../../copy/requests';
import { add } from '../../filter/parse';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import type { Side } from './Bodies';
import { withColumn } from './columns';
import { MASK } from './curl';
import c from './detail.module.css';
import { copyText, entriesOf, filterKey, found, isBranch, type Json, pathText, type Step } from './json';
import { Redacted, RedactContext, RedactItems } from './Redact';

const b = copyRequests.body;
const OPEN_DEPTH = 3;
const FIRST_ITEMS = 50;
const SEARCH_FROM = 400;

type Found = { hits: ReadonlySet<string>; open: ReadonlySet<string> };
const TreeContext = createContext<Found & { side: Side }>({ hits: new Set(), open: new Set(), side: 'req' });

/** A JSON document that folds, with a search over names and values. */
export function JsonTree({ value, side }: { value: Json; side: Side }) {
  const [text, setText] = useState('');
  const context = useMemo(() => ({ ...found(value, text), side }), [value, text, side]);
  const isLong = useMemo(() => JSON.stringify(value).length >= SEARCH_FROM, [value]);
  return (
    <TreeContext value={context}>
      {isLong && (
        <div className={c.search}>
          <input
            type="search"
            value={text}
            placeholder={b.search}
            aria-label={b.search}
            onChange={(event) => setText(event.target.value)}
          />
          {text && <span className="num">{b.matches(context.hits.size)}</span>}
        </div>
      )}
      {/* Long lines scroll, so the block takes focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={c.json} tabIndex={0} role="group" aria-label={b.tree}>
        <Node value={value} path={[]} last />
      </div>
    </TreeContext>
  );
}

type NodeProps = { value: Json; path: Step[]; last: boolean };

function Node({ value, path, last }: NodeProps) {
  const { hits, open } = use(TreeContext);
  const id = pathText(path);
  const [wanted, setWanted] = useState<boolean>();
  const [limit, setLimit] = useState(FIRST_ITEMS);
  const comma = last ? '' : ',';
  const hit = hits.has(id) || undefined;
  if (!isBranch(value)) {
    return (
      <div className={c.node} data-hit={hit}>
        <Name path={path} value={value} />
        <Leaf value={value} path={path} />
        {comma}
      </div>
    );
  }
  const entries = entriesOf(value);
  const [begin, end] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) {
    return (
      <div className={c.node} data-hit={hit}>
        <Name path={path} value={value} />
        {`${begin}${end}${comma}`}
      </div>
    );
  }
  const isOpen = open.has(id) || (wanted ?? path.length < OPEN_DEPTH);
  const label = shown(String(path.at(-1) ?? '$'));
  return (
    <div className={c.branch}>
      <div className={c.node} data-hit={hit}>
        <button
          type="button"
          className={c.fold}
          aria-expanded={isOpen}
          aria-label={isOpen ? b.fold(label) : b.unfold(label)}
          onClick={() => setWanted(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />}
        </button>
        <Name path={path} value={value} />
        {begin}
        {!isOpen && (
          <span className={c.quiet}>
            {Array.isArray(value) ? b.items(entries.length) : b.fields(entries.length)}
          </span>
        )}
        {!isOpen && `${end}${comma}`}
      </div>
      {isOpen && (
        <div className={c.children}>
          {entries.slice(0, limit).map(([step, child], i) => (
            <Node key={step} value={child} path={[...path, step]} last={i === entries.length - 1} />
          ))}
          {entries.length > limit && (
            <button type="button" className={c.more} onClick={() => setLimit(limit + 10 * FIRST_ITEMS)}>
              {b.shownOf(String(limit), String(entries.length))} · {b.more}
            </button>
          )}
        </div>
      )}
      {isOpen && <div className={c.node}>{`${end}${comma}`}</div>}
    </div>
  );
}

function Leaf({ value, path }: { value: null | boolean | number | string; path: Step[] }) {
  const { side } = use(TreeContext);
  if (value === MASK) return <Redacted target={targetOf(side)} at={path} />;
  const kind = typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'word';
  return (
    <span data-kind={kind}>{typeof value === 'string' ? shown(JSON.stringify(value)) : String(value)}</span>
  );
}

/** The name of a field: what can be done with it is in its menu. */
function Name({ path, value }: { path: Step[]; value: Json }) {
  const { side } = use(TreeContext);
  const { filter, search, set } = useView();
  const { onRule } = use(RedactContext);
  const step = path.at(-1);
  if (step === undefined) return null;
  const text = pathText(path);
  const key = filterKey(path);
  const write = (what: string) => void navigator.clipboard.writeText(what);
  const canFilter = !onRule && key !== undefined && !isBranch(value) && value !== MASK && value !== null;
  return (
    <>
      <Menu shadow="md" position="bottom-start" width={220}>
        <Menu.Target>
          <button type="button" className={c.name} title={text}>
            {typeof step === 'number' ? step : shown(JSON.stringify(step))}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => write(text)}>{b.copyPath}</Menu.Item>
          <Menu.Item onClick={() => write(copyText(value))}>{b.copyValue}</Menu.Item>
          {canFilter && (
            <Menu.Item onClick={() => set({ q: add(filter, `${side}.body.${key}`, String(value)) })}>
              {b.filter}
            </Menu.Item>
          )}
          {canFilter && (
            <Menu.Item
              onClick={() =>
                set({ cols: withColumn(search.cols, `${side}.body.${anywhere(path)}`) }, { replace: true })
              }
            >
              {copyRequests.columns.asColumn}
            </Menu.Item>
          )}
          <RedactItems target={targetOf(side)} at={path} />
        </Menu.Dropdown>
      </Menu>
      {': '}
    </>
  );
}

/** Columns show the values of all items of a list. */
const anywhere = (path: Step[]): string => path.filter((step) => typeof step === 'string').join('.');

const targetOf = (side: Side) => (side === 'req' ? 'request-body' : 'response-body');
