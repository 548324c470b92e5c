import { Columns, Panel } from '../../components/Panel';
import { Tiles } from '../../components/Tiles';
import { useSeries } from '../../api/ranged';
import { copyOverview as t } from '../../copy/overview';
import { comparisonLabel } from '../../shell/ComparePicker';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Alerts } from './Alerts';
import { useOverview } from './api';
import { Changes } from './Changes';
import { Notes } from './Notes';
import { overviewTiles } from './tiles';
import { TopEndpoints, TopErrors } from './Top';

/** Is my API all right now, and what changed? */
export default function Overview() {
  const view = useView();
  const query = useOverview();
  const series = useSeries();
  const compared = comparisonLabel(view);
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} />
      <Panel label={t.tiles}>
        <Loadable query={query} what={t.what} height={92}>
          {(data) => <Tiles label={t.tiles} tiles={overviewTiles(data, series.data, view.zone, compared)} />}
        </Loadable>
      </Panel>
      <Columns>
        <Panel label={t.changed} title={t.changed} note={t.against(compared)}>
          <Loadable query={query} what={t.changed.toLowerCase()} height={220}>
            {({ changes, unchanged, compared: has }) => (
              <Changes changes={changes} unchanged={unchanged} compared={has} />
            )}
          </Loadable>
        </Panel>
        <Alerts />
      </Columns>
      <Columns even>
        <TopEndpoints />
        <TopErrors />
      </Columns>
      <Notes />
    </div>
  );
}
