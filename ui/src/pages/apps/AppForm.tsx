import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { answer, client } from '../../api/client';
import { Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copy } from '../../copy';

const t = copy.apps;

/** Creates an app and leads to connecting its first client. */
export function AppForm({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const create = useMutation({
    mutationFn: (name: string) => answer(client.POST('/apps', { body: { name } })),
    onSuccess: async (app) => {
      await cache.invalidateQueries({ queryKey: ['apps'] });
      await navigate({ to: `/a/${app.id}/start` });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(String(new FormData(event.currentTarget).get('name')).trim());
  };
  return (
    <FormDialog
      title={t.createTitle}
      change={create}
      action={t.create}
      problem={false}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t.nameLabel}
        hint={t.createText}
        name="name"
        placeholder={t.namePlaceholder}
        required
        maxLength={64}
        {...(create.error && { error: create.error.message })}
      />
    </FormDialog>
  );
}
