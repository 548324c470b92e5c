import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Field, Problem } from '../../components/Field';
import { copy } from '../../copy';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';

const t = copy.pages.consumers.erase;

/** Asks for the identifier before everything about a consumer is removed for good. */
export function EraseConsumer({ identifier, onClose }: { identifier: string; onClose: () => void }) {
  const { app } = useView();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const erase = useMutation({
    mutationFn: () =>
      answer(
        client.POST('/apps/{app}/consumers/{identifier}/erase', { params: { path: { app, identifier } } }),
      ),
    onSuccess: async () => {
      await navigate({ to: `/a/${encodeURIComponent(app)}/consumers` });
      await cache.invalidateQueries({ queryKey: ['app', app] });
    },
  });
  return (
    <Dialog title={t.title} onClose={onClose}>
      <p>{t.text}</p>
      <Field
        label={t.confirm(shown(identifier))}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      <Problem error={erase.error} />
      <DialogActions>
        <Button onClick={onClose}>{copy.common.cancel}</Button>
        <Button
          kind="danger"
          disabled={typed !== identifier || erase.isPending}
          onClick={() => erase.mutate()}
        >
          {t.action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
