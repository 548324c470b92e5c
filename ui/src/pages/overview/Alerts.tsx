import { AppLink } from '../../components/AppLink';
import { Panel } from '../../components/Panel';
import { Flag } from '../../components/values';
import { copyOverview as t } from '../../copy/overview';
import { copyAlerts } from '../../copy/watch';
import { shown } from '../../lib/text';
import { ago } from '../../lib/time';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { useAlerts } from '../alerts/api';
import c from './overview.module.css';

const SHOWN = 6;
const TONES = { critical: 'bad', warning: 'warn', info: undefined } as const;

/** What fires now. */
export function Alerts() {
  const { app, zone } = useView();
  const query = useAlerts(app, '', true);
  return (
    <Panel
      label={t.alerts}
      title={t.alerts}
      note={
        <AppLink page="alerts" patch={{ tab: 'history' }} className={c.all}>
          {t.all}
        </AppLink>
      }
    >
      <Loadable query={query} what={t.alerts.toLowerCase()} height={120}>
        {({ items }) =>
          items.length === 0 ? (
            <Message title={t.noAlerts} />
          ) : (
            <ul className={c.list}>
              {items.slice(0, SHOWN).map((alert) => (
                <li key={alert.id}>
                  <Flag text={copyAlerts.severities[alert.severity]} tone={TONES[alert.severity]} />
                  <AppLink page="alerts" id={alert.ruleId}>
                    {shown(alert.label ? `${alert.ruleName}: ${alert.label}` : alert.ruleName)}
                  </AppLink>
                  <small>{t.since(ago(Date.parse(alert.startedAt), zone))}</small>
                </li>
              ))}
            </ul>
          )
        }
      </Loadable>
    </Panel>
  );
}
