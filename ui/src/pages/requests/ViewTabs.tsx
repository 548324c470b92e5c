import { useState } from 'react';
import type { Schema } from '../../api/client';
import { useChangeView } from '../../api/requests';
import { useSavedViews } from '../../api/views';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Check, Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copyRequests } from '../../copy/requests';
import { shown } from '../../lib/text';
import { parseSearch } from '../../state/search';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { viewQuery } from './open';
import c from './requests.module.css';

const t = copyRequests.views;
type Saved = Pick<Schema<'SavedView'>, 'id' | 'name' | 'query'> & { team?: boolean };

/** Views that every app begins with. */
const BUILT_IN: Saved[] = [
  { id: '', name: t.all, query: '' },
  { id: 'server', name: t.server, query: 'q=status:5xx,failed' },
  { id: 'slow', name: t.slow, query: 'q=duration:>1s' },
];
const same = (a: string, b: string): boolean => {
  const [left, right] = [a, b].map((query) => new URLSearchParams(query));
  left?.sort();
  right?.sort();
  return left?.toString() === right?.toString();
};

/** Built-in and saved views as tabs; a changed one can be saved, saved under another name, or reset. */
export function ViewTabs() {
  const { app, search, set } = useView();
  const saved = useSavedViews(app).data?.items.filter((view) => view.page === 'requests') ?? [];
  const change = useChangeView(app);
  const mayTeam = useMay('editor');
  const [dialog, setDialog] = useState<'save' | 'remove'>();
  const query = viewQuery(search);
  const all: Saved[] = [...BUILT_IN, ...saved];
  const current = all.find((view) => view.id === (search.view ?? '')) ?? BUILT_IN[0];
  const own = saved.find((view) => view.id === current?.id);
  const isChanged = current !== undefined && !same(current.query, query);
  // An address that says the same as a view is that view, however the reader got there.
  const shownId = isChanged ? (all.find((view) => same(view.query, query))?.id ?? current.id) : current?.id;
  const show = (view: Saved) => {
    const { env, range, from, to, q } = parseSearch(view.query) as Record<string, string | undefined>;
    set({
      q,
      view: view.id || undefined,
      ...(view.id === '' || isBuiltIn(view) ? {} : { env, from, to, range: range as never }),
    });
  };
  const differs = isChanged && shownId === current?.id;
  return (
    <div className={c.views} role="group" aria-label={t.label}>
      {all.map((view) => (
        <button
          key={view.id}
          type="button"
          className={c.view}
          aria-pressed={view.id === shownId}
          onClick={() => show(view)}
        >
          {shown(view.name)}
          {view.id === shownId && differs && <span aria-hidden>•</span>}
        </button>
      ))}
      {differs && (
        <span className={c.viewActions}>
          {own && (mayTeam || !own.team) && (
            <Button kind="quiet" onClick={() => change.mutate({ kind: 'change', id: own.id, query })}>
              {t.save}
            </Button>
          )}
          <Button kind="quiet" onClick={() => setDialog('save')}>
            {t.saveAs}
          </Button>
          {own && (
            <Button kind="quiet" onClick={() => show(own)}>
              {t.reset}
            </Button>
          )}
        </span>
      )}
      {own && !differs && (mayTeam || !own.team) && (
        <Button kind="quiet" onClick={() => setDialog('remove')}>
          {t.remove}
        </Button>
      )}
      {dialog === 'save' && <SaveDialog query={query} onClose={() => setDialog(undefined)} />}
      {dialog === 'remove' && own && (
        <Confirm
          title={t.removeTitle}
          text={t.removeText(shown(own.name))}
          action={t.remove}
          change={change}
          onConfirm={() =>
            change.mutate(
              { kind: 'remove', id: own.id },
              {
                onSuccess: () => {
                  setDialog(undefined);
                  set({ view: undefined });
                },
              },
            )
          }
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}

const isBuiltIn = (view: Saved): boolean => BUILT_IN.some((other) => other.id === view.id);

function SaveDialog({ query, onClose }: { query: string; onClose: () => void }) {
  const { app, set } = useView();
  const change = useChangeView(app);
  const mayTeam = useMay('editor');
  const [name, setName] = useState('');
  const [team, setTeam] = useState(false);
  const save = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    change.mutate(
      { kind: 'create', body: { name, page: 'requests', query, team } },
      {
        onSuccess: (view) => {
          onClose();
          set({ view: view?.id }, { replace: true });
        },
      },
    );
  };
  return (
    <FormDialog
      title={t.title}
      change={change}
      disabled={name.trim() === ''}
      onSubmit={save}
      onClose={onClose}
    >
      <p>{t.text}</p>
      <Field label={t.name} value={name} maxLength={64} required onChange={(e) => setName(e.target.value)} />
      {mayTeam && (
        <Check label={t.team} hint={t.teamHint} checked={team} onChange={(e) => setTeam(e.target.checked)} />
      )}
    </FormDialog>
  );
}
