import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { answer, client } from '../../api/client';
import { Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copy } from '../../copy';
import { useView } from '../../state/useView';

const t = copy.pages.consumers;
type Props = { current?: string; onClose: () => void; onSaved?: (name: string) => void };

/** Creates a group, or renames the current one. */
export function GroupForm({ current, onClose, onSaved }: Props) {
  const { app } = useView();
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: (name: string) =>
      current === undefined
        ? answer(client.POST('/apps/{app}/groups', { params: { path: { app } }, body: { name } }))
        : answer(
            client.PATCH('/apps/{app}/groups/{name}', {
              params: { path: { app, name: current } },
              body: { name },
            }),
          ),
    onSuccess: async (group) => {
      onClose();
      onSaved?.(group.name);
      await cache.invalidateQueries({ queryKey: ['app', app] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(String(new FormData(event.currentTarget).get('name')).trim());
  };
  return (
    <FormDialog
      title={current === undefined ? t.newGroup : t.rename}
      change={save}
      problem={false}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t.groupName}
        name="name"
        required
        maxLength={64}
        defaultValue={current ?? ''}
        {...(save.error && { error: save.error.message })}
      />
    </FormDialog>
  );
}
