import { useParams } from '@tanstack/react-router';
import { useRequest } from '../../api/requests';
import { Panel } from '../../components/Panel';
import { copyRequests } from '../../copy/requests';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Detail } from './Detail';
import { pathOf } from './open';
import c from './requests.module.css';

const t = copyRequests.detail;

/** One request on a page of its own. */
export default function RequestPage() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const { app, search } = useView();
  const query = useRequest(app, id, search.at);
  const request = query.data;
  return (
    <div className={layout.page}>
      <PageHeader
        title={request ? `${shown(request.method)} ${shown(pathOf(request.url))}` : copyRequests.title}
        obeys={[]}
        back={{ page: 'requests', label: t.back }}
      />
      <Panel label={t.label}>
        <Loadable query={query} what={t.what} height={500}>
          {(data) => (
            <div className={c.whole}>
              <Detail request={data} />
            </div>
          )}
        </Loadable>
      </Panel>
    </div>
  );
}
