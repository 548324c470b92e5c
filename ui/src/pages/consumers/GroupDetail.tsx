import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { answer, client } from '../../api/client';
import { useGroups } from '../../api/ranged';
import { DialogButton, RemoveButton } from '../../components/DialogButton';
import { copy } from '../../copy';
import { write } from '../../filter/parse';
import { exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { carried } from '../../state/search';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { RangeChart } from '../traffic/RangeChart';
import { ConsumerTable } from './ConsumerTable';
import { GroupForm } from './GroupForm';

const t = copy.pages.consumers;

/** The sum over the members of one group, and who they are. */
export default function GroupDetail() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const view = useView();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const members = useGroups().data?.items.find((group) => group.name === id)?.members;
  const mayEdit = useMay('editor');
  const filter = write('consumer.group', id);
  const remove = useMutation({
    mutationFn: () =>
      answer(client.DELETE('/apps/{app}/groups/{name}', { params: { path: { app: view.app, name: id } } })),
    onSuccess: async () => {
      await navigate({
        to: `/a/${view.app}/consumers`,
        search: { ...carried(view.search), tab: 'groups' },
      });
      await cache.invalidateQueries({ queryKey: ['app', view.app] });
    },
  });
  return (
    <div className={layout.page}>
      <PageHeader
        title={shown(id)}
        back={{ page: 'consumers', label: t.back }}
        {...(members !== undefined && { sub: t.inGroup(exact(members)) })}
      >
        {mayEdit && (
          <>
            <DialogButton label={t.rename}>
              {(close) => (
                <GroupForm
                  current={id}
                  onClose={close}
                  onSaved={(name) =>
                    void navigate({
                      to: `/a/${view.app}/groups/${encodeURIComponent(name)}`,
                      search: view.search,
                    })
                  }
                />
              )}
            </DialogButton>
            <RemoveButton label={t.deleteGroup} text={t.deleteText(shown(id))} change={remove} />
          </>
        )}
      </PageHeader>
      <RangeChart label={t.chart} filter={filter} />
      <ConsumerTable filter={filter} title={t.members} />
    </div>
  );
}
