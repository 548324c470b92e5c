import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { TimeLines } from '../../charts/TimeLines';
import type { Series } from '../../charts/types';
import { AppLink } from '../../components/AppLink';
import { DialogButton, RemoveButton } from '../../components/DialogButton';
import { Panel } from '../../components/Panel';
import { Tiles } from '../../components/Tiles';
import { copySlos as t } from '../../copy/slos';
import { count, NONE, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { slosKey, useSlo } from './api';
import c from './alerts.module.css';
import { RuleForm } from './RuleForm';
import { SloForm } from './SloForm';
import { share } from './Slos';

const UNIT = {
  axis: (value: number) => percent(value),
  full: (value: number | null | undefined) => percent(value),
};

/** One objective: how it is kept, what is left of its budget, who is told. */
export default function SloDetail() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const { app } = useView();
  const query = useSlo(app, id);
  const mayChange = useMay('editor');
  const navigate = useNavigate();
  const slo = query.data;
  const removing = useChange(
    () => answer(client.DELETE('/apps/{app}/slos/{slo}', { params: { path: { app, slo: id } } })),
    {
      refresh: [slosKey(app)],
      onDone: () => void navigate({ to: `/a/${encodeURIComponent(app)}/alerts`, search: { tab: 'slos' } }),
    },
  );
  const name = shown(slo?.name ?? id);
  return (
    <div className={layout.page}>
      <PageHeader
        title={name}
        back={{ page: 'alerts', label: t.back, patch: { tab: 'slos' } }}
        obeys={[]}
        sub={
          slo &&
          shown([slo.words, slo.objective.environment, slo.objective.filter].filter(Boolean).join(' · '))
        }
      >
        {slo && mayChange && (
          <>
            {slo.rules.length === 0 && (
              <DialogButton kind="primary" label={t.addAlert}>
                {(close) => <BurnForm slo={slo} onClose={close} />}
              </DialogButton>
            )}
            <DialogButton label={t.edit}>{(close) => <SloForm slo={slo} onClose={close} />}</DialogButton>
            <RemoveButton label={t.remove} text={t.removeText(name)} change={removing} />
          </>
        )}
      </PageHeader>
      <Loadable query={query} what={t.objective.toLowerCase()} height={300}>
        {(data) => <Content slo={data} />}
      </Loadable>
    </div>
  );
}

/** A rule that tells when the budget of this objective burns. */
const BurnForm = ({ slo, onClose }: { slo: Schema<'Slo'>; onClose: () => void }) => (
  <RuleForm
    template={{
      id: 'burn',
      name: t.ruleName(slo.name),
      severity: 'critical',
      condition: { metric: 'burn_rate', slo: slo.id },
      words: t.burnWords,
    }}
    onClose={onClose}
  />
);

function Content({ slo }: { slo: Schema<'SloDetail'> }) {
  const rate = (value: number | null) => (value === null ? NONE : t.burn(value.toFixed(1)));
  const left = slo.budgetLeft;
  return (
    <div className={c.stack}>
      <Panel label={t.title}>
        <Tiles
          label={t.title}
          tiles={[
            { id: 'good', label: t.good, value: slo.good === null ? NONE : share(slo.good) },
            {
              id: 'left',
              label: t.left,
              value: left === null ? NONE : left < 0 ? `−${percent(-left)}` : percent(left),
            },
            {
              id: 'bad',
              label: t.bad,
              value: count(slo.bad),
              sub: `${t.requests} ${count(slo.requests)}`,
            },
            { id: 'hour', label: t.burnHour, value: rate(slo.burnHour), sub: t.burnHint },
            { id: 'six', label: t.burnSixHours, value: rate(slo.burnSixHours) },
          ]}
        />
      </Panel>
      {slo.points.length > 1 && (
        <Panel label={t.chart} title={t.chart} note={t.chartUnit}>
          <Chart points={slo.points} />
        </Panel>
      )}
      <Panel label={t.alert} title={t.alert} pad>
        {slo.rules.length === 0 ? (
          <p className={c.note}>{t.noAlert}</p>
        ) : (
          slo.rules.map((rule) => (
            <AppLink key={rule.id} page="alerts" id={rule.id} className={c.link}>
              {shown(rule.name)}
            </AppLink>
          ))
        )}
      </Panel>
    </div>
  );
}

function Chart({ points }: { points: Schema<'SloDetail'>['points'] }) {
  const { zone } = useView();
  const axis = useMemo(() => {
    const times = points.map((point) => Date.parse(point.at));
    return { times, stepSeconds: ((times[1] ?? 0) - (times[0] ?? 0)) / 1000, zone };
  }, [points, zone]);
  const series: Series[] = useMemo(
    () => [
      {
        key: 'left',
        label: t.left,
        color: 'var(--gh-p75)',
        values: points.map((point) => Math.max(0, point.budgetLeft)),
      },
    ],
    [points],
  );
  return <TimeLines axis={axis} series={series} unit={UNIT} max={1} label={t.chart} height={190} />;
}
