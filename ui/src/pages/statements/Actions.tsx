import { IconDownload } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, client } from '../../api/client';
import { Button, controlClass } from '../../components/Button';
import { DialogButton } from '../../components/DialogButton';
import { copyStatements as t } from '../../copy/statements';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { AmendForm } from './AmendForm';
import { fileOf, type Statement, useRecomputed, useStatements } from './api';
import { type Reasoned, ReasonForm } from './ReasonForm';

type Action = 'make' | 'adjust' | 'takeBack';

function useAct(statement: Statement, onDone: () => void) {
  const { app } = useView();
  const navigate = useNavigate();
  const { id, month, zone, consumer } = statement;
  const params = { path: { app, statement: id } };
  return useChange(
    ({ action, reason, force }: Reasoned & { action: Action }) => {
      if (action === 'adjust')
        return answer(client.POST('/apps/{app}/statements/{statement}/adjust', { params, body: { reason } }));
      if (action === 'takeBack')
        return answer(client.POST('/apps/{app}/statements/{statement}/void', { params, body: { reason } }));
      return answer(
        client.POST('/apps/{app}/statements', {
          params: { path: { app } },
          body: { consumer: consumer.id, month, zone, force, reason },
        }),
      );
    },
    {
      refresh: [['app', app, 'statements']],
      onDone: (made) => {
        onDone();
        if (made.id !== id)
          void navigate({
            to: `/a/${encodeURIComponent(app)}/usage/statements/${encodeURIComponent(made.id)}`,
            search: true,
            replace: true,
          });
      },
    },
  );
}

/** Whether batches are missing now; asked only for drafts. */
const useForces = (statement: Statement) =>
  useStatements(statement.month).data?.pages[0]?.completeness.complete === false;

/** What a person may do with a statement, by its state. */
export function Actions({ statement }: { statement: Statement }) {
  const { app } = useView();
  const mayChange = useMay('admin');
  const [open, setOpen] = useState<Action | null>(null);
  const close = () => setOpen(null);
  const act = useAct(statement, close);
  const forces = useForces(statement);
  return (
    <>
      {(['csv', 'jsonl'] as const).map((format) => (
        <a key={format} className={controlClass} href={fileOf(app, statement.id, format)} download>
          <IconDownload size={14} aria-hidden />
          {t.files[format]}
        </a>
      ))}
      <Button onClick={() => window.print()}>{t.print}</Button>
      {mayChange && statement.state === 'draft' && statement.due && (
        <Button kind="primary" onClick={() => setOpen('make')}>
          {t.make}
        </Button>
      )}
      {mayChange && statement.state === 'final' && (
        <>
          <AdjustButton id={statement.id} onClick={() => setOpen('adjust')} />
          <DialogButton label={t.amend}>
            {(close) => <AmendForm statement={statement} onClose={close} />}
          </DialogButton>
          <Button kind="danger" onClick={() => setOpen('takeBack')}>
            {t.takeBack}
          </Button>
        </>
      )}
      {open && (
        <ReasonForm
          title={t[open]}
          text={t[`${open}Text`]}
          optional={open !== 'takeBack'}
          forces={open === 'make' && forces}
          danger={open === 'takeBack'}
          change={act}
          onSubmit={(reasoned) => act.mutate({ ...reasoned, action: open })}
          onClose={close}
        />
      )}
    </>
  );
}

/** Only where something came in since. */
function AdjustButton({ id, onClick }: { id: string; onClick: () => void }) {
  const found = useRecomputed(id).data;
  if (!found || found.differences.length === 0 || found.broken.length > 0) return null;
  return (
    <Button kind="primary" onClick={onClick}>
      {t.adjust}
    </Button>
  );
}
