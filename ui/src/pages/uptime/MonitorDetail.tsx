import { useNavigate, useParams } from '@tanstack/react-router';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { DialogButton, RemoveButton } from '../../components/DialogButton';
import { Columns, Panel } from '../../components/Panel';
import { Tiles } from '../../components/Tiles';
import { copyUptime as t } from '../../copy/watch';
import { NONE } from '../../lib/format';
import { shown } from '../../lib/text';
import { ago } from '../../lib/time';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { type Monitor, useMonitor } from './api';
import { CheckTable, IncidentTable } from './CheckTables';
import { MonitorFacts } from './MonitorFacts';
import { MonitorForm } from './MonitorForm';
import { uptime } from './MonitorRow';
import { MonitorState } from './MonitorState';
import { PhaseChart } from './PhaseChart';
import { UptimeBar } from './UptimeBar';
import c from './uptime.module.css';

/** One monitor: how it is, how it was, why it was down. */
export default function MonitorDetail() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const { app, zone } = useView();
  const query = useMonitor(app, id);
  const mayChange = useMay('editor');
  const navigate = useNavigate();
  const refresh = [['app', app, 'monitors']];
  const monitor = query.data;
  const pausing = useChange(
    (action: 'pause' | 'resume') =>
      answer(
        client.POST(`/apps/{app}/monitors/{monitor}/${action}`, { params: { path: { app, monitor: id } } }),
      ),
    { refresh },
  );
  const removing = useChange(
    () => answer(client.DELETE('/apps/{app}/monitors/{monitor}', { params: { path: { app, monitor: id } } })),
    { refresh, onDone: () => void navigate({ to: `/a/${encodeURIComponent(app)}/uptime` }) },
  );
  const name = shown(monitor?.name ?? id);
  return (
    <div className={layout.page}>
      <PageHeader
        title={name}
        back={{ page: 'uptime', label: t.back }}
        obeys={['range', 'live']}
        heading={
          <>
            {name} {monitor && <MonitorState state={monitor.state} word />}
          </>
        }
        sub={monitor && subOf(monitor, zone)}
      >
        {monitor && mayChange && (
          <>
            <Button
              disabled={pausing.isPending}
              onClick={() => pausing.mutate(monitor.state === 'paused' ? 'resume' : 'pause')}
            >
              {monitor.state === 'paused' ? t.resume : t.pause}
            </Button>
            <DialogButton label={t.edit}>
              {(close) => <MonitorForm monitor={monitor} onClose={close} />}
            </DialogButton>
            {monitor.kind !== 'heartbeat' && (
              <RemoveButton label={t.remove} text={t.removeText(name)} change={removing} />
            )}
          </>
        )}
      </PageHeader>
      <Loadable query={query} what={t.monitor.toLowerCase()} height={300}>
        {(data) => (
          <div className={c.stack}>
            <Panel label={t.title}>
              <Tiles
                label={t.title}
                tiles={data.uptimes.map((share, i) => ({
                  id: String(i),
                  label: t.uptimeOf(t.windows[i] ?? ''),
                  value: uptime(share) ?? NONE,
                }))}
              />
            </Panel>
            <Panel label={t.timeline} title={t.timeline} note={t.windows[0]}>
              <div className={c.timeline}>
                <UptimeBar segments={data.segments} />
              </div>
            </Panel>
            <PhaseChart monitor={data} />
            <Columns>
              <IncidentTable id={data.id} />
              <MonitorFacts monitor={data} />
            </Columns>
            <CheckTable id={data.id} />
          </div>
        )}
      </Loadable>
    </div>
  );
}

const subOf = (monitor: Monitor, zone: string) =>
  monitor.state === 'down' ? shown(monitor.cause) : t.since(ago(Date.parse(monitor.since), zone));
