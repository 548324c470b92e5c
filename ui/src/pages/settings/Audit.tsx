import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMutation } from '@tanstack/react-query';
import { answer, client, type Schema } from '../../api/client';
import { useAudit } from '../../api/workspace';
import { Button } from '../../components/Button';
import { inputClass } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useZone } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { moreOf } from '../../table/kinds';
import c from './settings.module.css';

type Entry = Schema<'AuditEntry'>;
const t = copyPeople.audit;

export default function Audit() {
  const { find = '' }: { find?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const zone = useZone();
  const [search] = useDebouncedValue(find, 200);
  const query = useAudit(search);
  const verify = useMutation({
    mutationFn: () => answer(client.GET('/audit/verify')),
  });
  const result = verify.data;
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <div className={c.bar}>
        <input
          type="search"
          className={inputClass}
          style={{ width: 240 }}
          value={find}
          placeholder={t.search}
          aria-label={t.search}
          onChange={(event) =>
            void navigate({
              to: '/settings/audit',
              search: event.target.value ? { find: event.target.value } : {},
              replace: true,
            })
          }
        />
        <span role="status">
          {result && (result.intact ? t.intact(exact(result.entries)) : t.broken(result.brokenAt ?? ''))}
          {verify.error?.message}
        </span>
        <Button disabled={verify.isPending} onClick={() => verify.mutate()}>
          {t.verify}
        </Button>
      </div>
      <Panel label={copy.settings.sections.audit}>
        <Loadable query={query} what={copy.settings.sections.audit.toLowerCase()} height={400}>
          {({ pages }) => {
            const rows = pages.flatMap((page) => page.items);
            return rows.length === 0 ? (
              <Message title={t.none} />
            ) : (
              <DataTable
                label={copy.settings.sections.audit}
                columns={columnsOf(zone)}
                rows={rows}
                rowKey={(row) => row.id}
                serverSorted
                more={moreOf(query)}
              />
            );
          }}
        </Loadable>
      </Panel>
    </>
  );
}

const columnsOf = (zone: string): Column<Entry>[] => [
  { id: 'at', header: t.at, value: (e) => e.at, cell: (e) => dateTime(Date.parse(e.at), zone) },
  { id: 'actor', header: t.actor, fact: true, value: (e) => e.actor, cell: (e) => shown(e.actor) },
  {
    id: 'action',
    header: t.action,
    fact: true,
    value: (e) => e.action,
    cell: (e) => <span className="mono">{shown(e.action)}</span>,
  },
  { id: 'target', header: t.target, fact: true, value: (e) => e.target, cell: (e) => shown(e.target) },
  {
    id: 'detail',
    header: t.detail,
    value: (e) => e.detail,
    cell: (e) => (
      <span className="mono" title={shown(e.detail)}>
        {shown(e.detail)}
      </span>
    ),
  },
  { id: 'address', header: t.address, value: (e) => e.address, cell: (e) => shown(e.address) },
];
