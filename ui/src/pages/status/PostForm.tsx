import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Check, Choice, Field, Options } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copyStatus as t } from '../../copy/status';
import { shown } from '../../lib/text';
import { fromField, toField } from '../../lib/time';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { IMPACTS, type Kind, pagesKey, STATES, type StatusPage, type StatusPost } from './api';
import c from './status.module.css';
import { TextArea } from './TextArea';

const HOUR = 3_600_000;
type Props = { page: StatusPage; kind: Kind; post?: StatusPost; onClose: () => void };

/** Tells an incident or plans maintenance; with `post`, changes what was told. */
export function PostForm({ page, kind, post, onClose }: Props) {
  const { app, zone } = useView();
  const [soon] = useState(() => Date.now() + HOUR);
  const path = { app, page: page.id };
  const save = useChange(
    ({ isNew, ...body }: Schema<'NewStatusPost'> & { isNew: boolean }) => {
      if (isNew)
        return answer(client.POST('/apps/{app}/status-pages/{page}/posts', { params: { path }, body }));
      const { title, impact, components, startsAt, endsAt } = body;
      return answer(
        client.PATCH('/apps/{app}/status-pages/{page}/posts/{post}', {
          params: { path: { ...path, post: post?.id ?? '' } },
          body: {
            title,
            ...(impact && { impact }),
            ...(components && { components }),
            ...(startsAt && { startsAt }),
            ...(endsAt && { endsAt }),
          },
        }),
      );
    },
    { refresh: [pagesKey(app), ['app', app, 'quiet-times']], onDone: onClose },
  );
  const planned = kind === 'maintenance';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const form = new FormData(event.currentTarget);
    const value = formOf(event);
    const starts = fromField(value('starts'), zone);
    const ends = fromField(value('ends'), zone);
    const state = STATES[kind].find((one) => one === value('state'));
    save.mutate({
      isNew: !post,
      kind,
      title: value('title'),
      text: value('text'),
      impact: planned ? 'none' : (IMPACTS.find((one) => one === value('impact')) ?? 'degraded'),
      components: form.getAll('components').filter((one) => typeof one === 'string'),
      ...(starts !== undefined && { startsAt: new Date(starts).toISOString() }),
      ...(planned && ends !== undefined && { endsAt: new Date(ends).toISOString() }),
      ...(planned && { quiet: form.has('quiet') }),
      ...(state && { state }),
    });
  };
  return (
    <FormDialog
      title={post ? t.editPost : planned ? t.plan : t.newIncident}
      change={save}
      action={post ? undefined : t.tell}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t.postTitle}
        name="title"
        required
        maxLength={128}
        defaultValue={post?.title}
        autoComplete="off"
      />
      {!planned && (
        <Choice label={t.impact} name="impact" defaultValue={post?.impact ?? 'degraded'}>
          <Options of={IMPACTS} text={t.impacts} />
        </Choice>
      )}
      {!post && !planned && (
        <Choice label={t.state} name="state" defaultValue="investigating">
          <Options of={STATES.incident} text={t.states} />
        </Choice>
      )}
      <Field
        label={t.starts}
        hint={post ? undefined : t.startsHint}
        name="starts"
        type="datetime-local"
        defaultValue={post && toField(Date.parse(post.startsAt), zone)}
      />
      {planned && (
        <Field
          label={t.ends}
          name="ends"
          type="datetime-local"
          required
          defaultValue={toField(post?.endsAt ? Date.parse(post.endsAt) : soon, zone)}
        />
      )}
      <fieldset className={c.list}>
        <legend>
          {t.affected} <small>{t.affectedHint}</small>
        </legend>
        {page.components.map((one) => (
          <Check
            key={one.id}
            label={shown(one.name)}
            name="components"
            value={one.id}
            defaultChecked={post?.components.includes(one.id)}
          />
        ))}
      </fieldset>
      {planned && !post && <Check label={t.quiet} hint={t.quietHint} name="quiet" defaultChecked />}
      {!post && <TextArea />}
    </FormDialog>
  );
}
