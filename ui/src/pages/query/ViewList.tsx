import { Panel } from '../../components/Panel';
import { copyQuery as t } from '../../copy/query';
import type { DataView } from './complete';
import c from './query.module.css';

/** The views with their columns, to read and to put into the text. */
export const ViewList = ({
  views,
  onPick,
}: {
  views: readonly DataView[];
  onPick: (name: string) => void;
}) => (
  <Panel label={t.views} title={t.views}>
    <div className={c.views}>
      {views.map((view, i) => (
        <details key={view.name} open={i === 1}>
          <summary className="mono">{view.name}</summary>
          <p>{view.about}</p>
          <ul>
            {view.columns.map((column) => (
              <li key={column.name}>
                <button type="button" className="mono" onClick={() => onPick(column.name)}>
                  {column.name}
                </button>
                <span>{column.type.toLowerCase()}</span>
                {column.about && <small>{column.about}</small>}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  </Panel>
);
