import { IconTrash } from '@tabler/icons-react';
import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useAnnotations } from '../../api/ranged';
import { IconButton } from '../../components/Button';
import { DialogButton } from '../../components/DialogButton';
import { EnvironmentChoice } from '../../components/EnvironmentChoice';
import { Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { Panel } from '../../components/Panel';
import { Flag } from '../../components/values';
import { copyOverview as t } from '../../copy/overview';
import { shown } from '../../lib/text';
import { dateTime, fromField } from '../../lib/time';
import { formOf, useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import c from './overview.module.css';

type Note = Schema<'Annotation'>;

/** What charts mark: listed, added, removed. */
export function Notes() {
  const query = useAnnotations();
  const mayChange = useMay('editor');
  return (
    <Panel
      label={t.notes}
      title={t.notes}
      note={
        mayChange && (
          <span className={c.add}>
            <DialogButton label={t.addNote}>{(close) => <NoteForm onClose={close} />}</DialogButton>
          </span>
        )
      }
    >
      <Loadable query={query} what={t.notes.toLowerCase()} height={100}>
        {({ items }) =>
          items.length === 0 ? (
            <Message title={t.noNotes} text={t.noNotesText} />
          ) : (
            <ul className={c.list}>
              {[...items].reverse().map((note) => (
                <Item key={note.id ?? note.at + note.label} note={note} mayChange={mayChange} />
              ))}
            </ul>
          )
        }
      </Loadable>
    </Panel>
  );
}

function Item({ note, mayChange }: { note: Note; mayChange: boolean }) {
  const { app, zone } = useView();
  const remove = useChange(
    (id: string) => answer(client.DELETE('/apps/{app}/annotations/{id}', { params: { path: { app, id } } })),
    { refresh: [['app', app, 'annotations']] },
  );
  const { id } = note;
  return (
    <li>
      <Flag text={t[note.kind]} />
      <span className={c.note}>
        {shown(note.label)} <small>{shown(note.environment)}</small>
      </span>
      <small>{dateTime(Date.parse(note.at), zone)}</small>
      {id && mayChange && (
        <IconButton
          kind="quiet"
          label={t.removeNote(shown(note.label))}
          disabled={remove.isPending}
          onClick={() => remove.mutate(id)}
        >
          <IconTrash size={14} />
        </IconButton>
      )}
    </li>
  );
}

function NoteForm({ onClose }: { onClose: () => void }) {
  const { app, zone } = useView();
  const save = useChange(
    (body: Schema<'NewAnnotation'>) =>
      answer(client.POST('/apps/{app}/annotations', { params: { path: { app } }, body })),
    { refresh: [['app', app, 'annotations']], onDone: onClose },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const value = formOf(event);
    const at = fromField(value('at'), zone);
    save.mutate({
      text: value('text'),
      ...(at !== undefined && { at: new Date(at).toISOString() }),
      ...(value('environment') && { environment: value('environment') }),
    });
  };
  return (
    <FormDialog title={t.addNote} change={save} action={t.addNote} onSubmit={submit} onClose={onClose}>
      <Field label={t.noteText} name="text" required maxLength={120} autoComplete="off" />
      <Field label={t.noteAt} hint={t.noteAtHint} name="at" type="datetime-local" />
      <EnvironmentChoice label={t.noteEnv} all={t.noteEnvAll} />
    </FormDialog>
  );
}
