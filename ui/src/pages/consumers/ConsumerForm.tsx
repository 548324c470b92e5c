import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useGroups } from '../../api/ranged';
import { Check, Choice, Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copy } from '../../copy';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';

const t = copy.pages.consumers;

export function ConsumerForm({ consumer, onClose }: { consumer: Schema<'Consumer'>; onClose: () => void }) {
  const { app } = useView();
  const cache = useQueryClient();
  const groups = useGroups().data?.items ?? [];
  const save = useMutation({
    mutationFn: (body: Schema<'ConsumerChange'>) =>
      answer(
        client.PATCH('/apps/{app}/consumers/{identifier}', {
          params: { path: { app, identifier: consumer.identifier } },
          body,
        }),
      ),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: ['app', app] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    save.mutate({
      name: String(form.get('name') ?? '').trim() || null,
      group: String(form.get('group') ?? '') || null,
      namePinned: form.has('namePinned'),
      groupPinned: form.has('groupPinned'),
    });
  };
  const names = [
    ...new Set([...groups.map((group) => group.name), ...(consumer.group ? [consumer.group] : [])]),
  ];
  return (
    <FormDialog title={t.editTitle} change={save} onSubmit={submit} onClose={onClose}>
      <Field label={t.identifier} value={shown(consumer.identifier)} readOnly />
      <Field label={t.name} name="name" maxLength={64} defaultValue={consumer.name ?? ''} />
      <Check label={t.pinName} name="namePinned" defaultChecked={consumer.namePinned} />
      <Choice label={t.group} name="group" defaultValue={consumer.group ?? ''} key={names.join()}>
        <option value="">{t.noGroup}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {shown(name)}
          </option>
        ))}
      </Choice>
      <Check label={t.pinGroup} name="groupPinned" defaultChecked={consumer.groupPinned} />
    </FormDialog>
  );
}
