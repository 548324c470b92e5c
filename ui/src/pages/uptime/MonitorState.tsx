import { copyUptime as t } from '../../copy/watch';
import type { Monitor } from './api';
import c from './uptime.module.css';

/** A mark and a word, so that colour is never alone. */
export const MonitorState = ({ state, word = false }: { state: Monitor['state']; word?: boolean }) => (
  <span className={c.state} data-k={state} title={t.states[state]}>
    <span aria-hidden>{t.marks[state]}</span>
    <span className={word ? undefined : 'sr'}>{t.states[state]}</span>
  </span>
);

const RANK: Monitor['state'][] = ['down', 'maintenance', 'unknown', 'up', 'paused'];

/** A group is as its worst member. */
export const worst = (states: Monitor['state'][]): Monitor['state'] =>
  RANK.find((state) => states.includes(state)) ?? 'unknown';
