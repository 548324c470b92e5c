import { Flag } from '../../components/values';
import { copyStatements as t } from '../../copy/statements';
import type { Item } from './api';

const TONES = { draft: undefined, final: 'good', void: 'warn' } as const;

export const StateFlag = ({ state }: { state: Item['state'] }) => (
  <Flag text={t.states[state]} tone={TONES[state]} />
);
