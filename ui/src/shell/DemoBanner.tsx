import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answer, client } from '../api/client';
import { useSession } from '../api/workspace';
import { Button } from '../components/Button';
import { copy } from '../copy';
import { useMay } from '../state/useMay';
import c from './shell.module.css';

/** Marks invented data for as long as it is there, and removes it with one click. */
export function DemoBanner() {
  const session = useSession().data;
  const cache = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => answer(client.DELETE('/demo')),
    onSuccess: async () => {
      await navigate({ to: '/' });
      await cache.invalidateQueries();
    },
  });
  const mayRemove = useMay('owner');
  if (!session?.demo) return null;
  return (
    <aside className={c.demo} aria-label={copy.demo.title}>
      <b>{copy.demo.title}</b>
      <span>{copy.demo.text}</span>
      {mayRemove && (
        <Button disabled={remove.isPending} onClick={() => remove.mutate()}>
          {copy.demo.remove}
        </Button>
      )}
    </aside>
  );
}
