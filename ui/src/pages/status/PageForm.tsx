import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copyStatus as t } from '../../copy/status';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { pagesKey, type StatusPage } from './api';

/** Makes a status page, or changes what stands at its head. */
export function PageForm({ page, onClose }: { page?: StatusPage; onClose: () => void }) {
  const { app } = useView();
  const navigate = useNavigate();
  const save = useChange(
    (body: Schema<'StatusPageTerms'>) =>
      page
        ? answer(
            client.PATCH('/apps/{app}/status-pages/{page}', {
              params: { path: { app, page: page.id } },
              body,
            }),
          )
        : answer(client.POST('/apps/{app}/status-pages', { params: { path: { app } }, body })),
    {
      refresh: [pagesKey(app)],
      onDone: (made) => {
        onClose();
        if (!page) void navigate({ to: `/a/${encodeURIComponent(app)}/status/${made.id}` });
      },
    },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const value = formOf(event);
    save.mutate({
      title: value('title'),
      slug: value('slug'),
      about: value('about'),
      color: value('color'),
    });
  };
  return (
    <FormDialog
      title={page ? t.settings : t.add}
      change={save}
      action={page ? undefined : t.add}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t.name}
        name="title"
        required
        maxLength={64}
        defaultValue={page?.title}
        autoComplete="off"
      />
      <Field
        label={t.address}
        hint={t.addressHint}
        name="slug"
        required
        maxLength={64}
        pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
        defaultValue={page?.slug ?? app}
        autoComplete="off"
        spellCheck={false}
      />
      <Field label={t.about} hint={t.aboutHint} name="about" maxLength={500} defaultValue={page?.about} />
      <Field label={t.color} name="color" type="color" defaultValue={page?.color ?? '#0f766e'} />
    </FormDialog>
  );
}
