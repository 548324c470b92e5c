import { IconPencil } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useConsumer } from '../../api/ranged';
import { AppLink } from '../../components/AppLink';
import { Button } from '../../components/Button';
import { Flag } from '../../components/values';
import { copy } from '../../copy';
import { write } from '../../filter/parse';
import { shown } from '../../lib/text';
import { ago } from '../../lib/time';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { EndpointTable } from '../endpoints/EndpointTable';
import { ErrorTable } from '../errors/ErrorTable';
import { RangeChart } from '../traffic/RangeChart';
import { ConsumerForm } from './ConsumerForm';
import { EraseConsumer } from './EraseConsumer';

const t = copy.pages.consumers;
const COLUMNS = ['endpoint', 'trend', 'requests', 'clientErrors', 'serverErrors', 'p95', 'lastSeen'];

/** One consumer: its traffic, what it calls, the errors it meets. */
export default function ConsumerDetail() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const view = useView();
  const query = useConsumer(id);
  const [editing, setEditing] = useState(false);
  const [erasing, setErasing] = useState(false);
  const mayEdit = useMay('editor');
  const mayErase = useMay('admin');
  const consumer = query.data;
  const filter = write('consumer', id);
  return (
    <div className={layout.page}>
      <PageHeader
        title={shown(consumer?.name ?? id)}
        back={{ page: 'consumers', label: t.back }}
        heading={
          <>
            {shown(consumer?.name ?? id)} {consumer?.name && <small className="mono">{shown(id)}</small>}{' '}
            {consumer?.flags.map((flag) => (
              <Flag key={flag} text={t.flags[flag]} title={t.flagHints[flag]} />
            ))}
          </>
        }
        sub={
          consumer && (
            <>
              {consumer.group && (
                <>
                  <AppLink page="groups" id={consumer.group}>
                    {shown(consumer.group)}
                  </AppLink>
                  {' · '}
                </>
              )}
              {t.seen(
                ago(Date.parse(consumer.firstSeen), view.zone),
                ago(Date.parse(consumer.lastSeen), view.zone),
              )}
            </>
          )
        }
      >
        {consumer && mayEdit && (
          <Button onClick={() => setEditing(true)}>
            <IconPencil size={14} aria-hidden />
            {t.edit}
          </Button>
        )}
        {consumer && mayErase && <Button onClick={() => setErasing(true)}>{t.erase.open}</Button>}
      </PageHeader>
      {erasing && <EraseConsumer identifier={id} onClose={() => setErasing(false)} />}
      <Loadable query={query} what={t.consumer.toLowerCase()} height={400}>
        {(data) => (
          <>
            <RangeChart label={t.chart} filter={filter} without="consumers" />
            <EndpointTable columns={COLUMNS} filter={filter} state="called" title={t.endpointsTitle} />
            <ErrorTable tab="all" filter={filter} />
            {editing && <ConsumerForm consumer={data} onClose={() => setEditing(false)} />}
          </>
        )}
      </Loadable>
    </div>
  );
}
