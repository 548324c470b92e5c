import { EnvironmentChoice } from '../../components/EnvironmentChoice';
import { Check, Choice, Field, Options } from '../../components/Field';
import { copySlos } from '../../copy/slos';
import { copyAlerts as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { useMonitors } from '../uptime/api';
import { type Condition, type Metric, useSlos } from './api';
import c from './alerts.module.css';

const BURN: Metric = 'burn_rate';
const KEYS: Metric[] = ['key_expiring', 'key_unused', 'certificate_expiring'];
const PLAIN: Metric[] = ['monitor_down', BURN, ...KEYS];
/** What services tell of keys is of the whole app. */
const SIGNALS: Metric[] = ['key_guessing', 'key_new_network'];
const UNFILTERED: Metric[] = [...PLAIN, ...SIGNALS, 'ingest_problems', 'key_refusals'];
const COMPARISONS = ['above', 'below', 'rise', 'fall'] as const;
export const METRICS = Object.keys(t.metrics) as Metric[];
export const isTraffic = (metric: Metric): boolean => METRICS.indexOf(metric) < METRICS.indexOf(BURN);
const hasThreshold = (metric: Metric): boolean =>
  isTraffic(metric) || ['consumer_spike', 'key_refusals', 'ingest_problems'].includes(metric);

type Props = { metric: Metric; condition: Partial<Condition> };
const whole = { type: 'number', inputMode: 'numeric', step: 1 } as const;

/** What a rule looks at and when it fires, as far as its metric knows it. */
export function ConditionFields({ metric, condition }: Props) {
  const { filter } = useView();
  return (
    <>
      {metric === BURN && <Objective chosen={condition.slo ?? ''} />}
      {hasThreshold(metric) && (
        <div className={c.pair}>
          {isTraffic(metric) && (
            <Choice label={t.comparison} name="comparison" defaultValue={condition.comparison ?? 'above'}>
              <Options of={COMPARISONS} text={t.comparisons} />
            </Choice>
          )}
          <Field
            label={t.threshold}
            name="threshold"
            type="number"
            step="any"
            min={0}
            required={isTraffic(metric)}
            defaultValue={condition.threshold ?? ''}
          />
        </div>
      )}
      {!PLAIN.includes(metric) && (
        <div className={c.pair}>
          <Field
            label={t.window}
            name="windowMinutes"
            {...whole}
            min={1}
            max={1440}
            defaultValue={condition.windowMinutes ?? (isTraffic(metric) ? 5 : '')}
          />
          {!SIGNALS.includes(metric) && (
            <EnvironmentChoice label={t.environment} all={t.everything} value={condition.environment} />
          )}
        </div>
      )}
      {!UNFILTERED.includes(metric) && (
        <Field
          label={t.filter}
          hint={t.filterHint}
          name="filter"
          defaultValue={condition.filter ?? (condition.metric ? '' : filter)}
          autoComplete="off"
        />
      )}
      {KEYS.includes(metric) && (
        <Field
          label={t.days}
          name="days"
          {...whole}
          min={1}
          max={365}
          defaultValue={condition.days ?? (metric === 'key_unused' ? 90 : 14)}
        />
      )}
      {(metric === 'monitor_down' || metric === 'certificate_expiring') && <Targets condition={condition} />}
      <Patience metric={metric} condition={condition} />
    </>
  );
}

/** Whose budget burns; how fast it may is usual. */
function Objective({ chosen }: { chosen: string }) {
  const { app } = useView();
  const slos = useSlos(app).data?.items;
  if (!slos) return null;
  return (
    <Choice label={copySlos.objective} hint={copySlos.burnWords} name="slo" required defaultValue={chosen}>
      {slos.map((slo) => (
        <option key={slo.id} value={slo.id}>
          {shown(`${slo.name}: ${slo.words}`)}
        </option>
      ))}
    </Choice>
  );
}

function Targets({ condition }: { condition: Partial<Condition> }) {
  const { app } = useView();
  const monitors = useMonitors(app).data?.items ?? [];
  if (monitors.length === 0) return null;
  return (
    <fieldset className={c.list}>
      <legend>
        {t.targets} <small className={c.note}>{t.targetsHint}</small>
      </legend>
      {monitors.map((one) => (
        <Check
          key={one.id}
          label={shown(one.name)}
          name="targets"
          value={one.id}
          defaultChecked={condition.targets?.includes(one.id)}
        />
      ))}
    </fieldset>
  );
}

function Patience({ metric, condition }: Props) {
  return (
    <details>
      <summary>{t.more}</summary>
      <div className={c.pair}>
        <Field
          label={t.holds}
          hint={t.holdsHint}
          name="forMinutes"
          {...whole}
          min={0}
          max={1440}
          defaultValue={condition.forMinutes ?? 0}
        />
        <Field
          label={t.recovers}
          name="recoverMinutes"
          {...whole}
          min={0}
          max={1440}
          defaultValue={condition.recoverMinutes ?? (isTraffic(metric) ? 2 : 0)}
        />
      </div>
      <div className={c.pair}>
        <Field
          label={t.minRequests}
          hint={t.minRequestsHint}
          name="minRequests"
          {...whole}
          min={0}
          defaultValue={condition.minRequests ?? ''}
        />
        <Choice label={t.noData} name="noData" defaultValue={condition.noData ?? 'keep'}>
          <option value="keep">{t.noDatas.keep}</option>
          <option value="ok">{t.noDatas.ok}</option>
          <option value="alert">{t.noDatas.alert}</option>
        </Choice>
      </div>
    </details>
  );
}
