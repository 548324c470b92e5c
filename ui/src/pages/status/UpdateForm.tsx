import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Choice, Options } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copyStatus as t } from '../../copy/status';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { pagesKey, STATES, type StatusPage, type StatusPost } from './api';
import { TextArea } from './TextArea';

/** Tells more of an incident or maintenance. */
export function UpdateForm({
  page,
  post,
  onClose,
}: {
  page: StatusPage;
  post: StatusPost;
  onClose: () => void;
}) {
  const { app } = useView();
  const tell = useChange(
    (body: Schema<'NewStatusUpdate'>) =>
      answer(
        client.POST('/apps/{app}/status-pages/{page}/posts/{post}/updates', {
          params: { path: { app, page: page.id, post: post.id } },
          body,
        }),
      ),
    { refresh: [pagesKey(app), ['app', app, 'quiet-times']], onDone: onClose },
  );
  const states = STATES[post.kind];
  const next = states[Math.min(states.length - 1, states.indexOf(post.state) + 1)];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const value = formOf(event);
    const state = states.find((one) => one === value('state'));
    tell.mutate({ text: value('text'), ...(state && { state }) });
  };
  return (
    <FormDialog title={t.update} change={tell} action={t.tell} onSubmit={submit} onClose={onClose}>
      <Choice label={t.state} name="state" defaultValue={next}>
        <Options of={states} text={t.states} />
      </Choice>
      <TextArea />
    </FormDialog>
  );
}
