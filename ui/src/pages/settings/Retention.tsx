import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useRetention } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Problem } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { bytes } from '../../lib/format';
import { useChange } from '../../state/useChange';
import { Loadable } from '../../states/Loadable';
import c from './settings.module.css';

const t = copy.settings.retention;
type Limits = Schema<'RetentionLimits'>;
type Estimates = Schema<'Retention'>['estimatedBytes'];
type Kind = { key: keyof Limits; steps: number[]; estimate?: keyof Estimates };

const DAYS = [2, 3, 7, 14, 30, 60, 90];
const LONG = [30, 60, 90, 180, 395, 730, 1095, 1825, 3650];
const LOGS = [1, 2, 3, 7, 14, 30, 60, 90, 180, 365];
const KINDS: readonly Kind[] = [
  { key: 'minuteDays', steps: DAYS, estimate: 'minute' },
  { key: 'hourDays', steps: LONG, estimate: 'hour' },
  { key: 'dayDays', steps: LONG, estimate: 'day' },
  { key: 'requestLogDays', steps: LOGS, estimate: 'requestLog' },
  { key: 'bodyDays', steps: LOGS },
];

export default function Retention() {
  const query = useRetention();
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <Panel label={copy.settings.sections.retention} pad>
        <Loadable query={query} what={copy.settings.sections.retention.toLowerCase()} height={260}>
          {(data) => <Limits key={JSON.stringify(data)} retention={data} />}
        </Loadable>
      </Panel>
    </>
  );
}

function Limits({ retention }: { retention: Schema<'Retention'> }) {
  const { estimatedBytes, ...current } = retention;
  const [limits, setLimits] = useState<Limits>(current);
  const changed = KINDS.some(({ key }) => limits[key] !== current[key]);
  const save = useChange((body: Limits) => answer(client.PUT('/retention', { body })), {
    refresh: [['retention']],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(limits);
  };
  const total = Object.values(estimatedBytes).reduce((sum, size) => sum + size, 0);
  return (
    <form onSubmit={submit}>
      {KINDS.map((kind) => (
        <Slider
          key={kind.key}
          kind={kind}
          value={limits[kind.key]}
          estimate={kind.estimate && !changed ? t.estimate(bytes(estimatedBytes[kind.estimate])) : ''}
          onChange={(days) => setLimits({ ...limits, [kind.key]: days })}
        />
      ))}
      <p className={c.text}>{changed ? t.stale : `${t.total}: ${bytes(total)}. ${t.estimateHint}`}</p>
      <Problem error={save.error} />
      <Button type="submit" kind="primary" disabled={!changed || save.isPending}>
        {copy.common.save}
      </Button>
    </form>
  );
}

type SliderProps = { kind: Kind; value: number; estimate: string; onChange: (days: number) => void };

function Slider({ kind, value, estimate, onChange }: SliderProps) {
  // A value set elsewhere may lie between the steps; it stays until the slider moves.
  const steps = kind.steps.includes(value) ? kind.steps : [...kind.steps, value].sort((a, b) => a - b);
  const label = t.kinds[kind.key];
  return (
    <div className={c.slider}>
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={steps.length - 1}
        value={steps.indexOf(value)}
        aria-label={label}
        aria-valuetext={t.days(value)}
        onChange={(event) => onChange(steps[Number(event.target.value)] ?? value)}
      />
      <span className="num">{t.days(value)}</span>
      <small className="num">{estimate}</small>
    </div>
  );
}
