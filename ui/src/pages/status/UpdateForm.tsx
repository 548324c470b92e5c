import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Choice, errorClass, formClass } from '../../components/Field';
import { copy } from '../../copy';
import { copyStatus as t } from '../../copy/status';
import { useView } from '../../state/useView';
import { formOf, useChange } from '../settings/useChange';
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
    <Dialog title={t.update} onClose={onClose}>
      <form className={formClass} onSubmit={submit}>
        <Choice label={t.state} name="state" defaultValue={next}>
          {states.map((state) => (
            <option key={state} value={state}>
              {t.states[state]}
            </option>
          ))}
        </Choice>
        <TextArea />
        {tell.error && (
          <p className={errorClass} role="alert">
            {tell.error.message}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{copy.common.cancel}</Button>
          <Button type="submit" kind="primary" disabled={tell.isPending}>
            {t.tell}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
