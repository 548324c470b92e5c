import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { Field, formClass, Problem } from '../../components/Field';
import { copyRequests } from '../../copy/requests';
import c from './shared.module.css';

const t = copyRequests.shared;

/** Asks for the password of a link; what shows that it was right is kept until the page is left. */
export function Password({ share, onOpen }: { share: string; onOpen: (proof: string) => void }) {
  const [password, setPassword] = useState('');
  const unlock = useMutation({
    mutationFn: () =>
      answer(client.POST('/shares/{share}/password', { params: { path: { share } }, body: { password } })),
    onSuccess: ({ proof }) => onOpen(proof),
  });
  return (
    <div className={c.locked}>
      <h1>{t.locked}</h1>
      <p>{t.lockedText}</p>
      <form
        className={formClass}
        onSubmit={(event) => {
          event.preventDefault();
          unlock.mutate();
        }}
      >
        <Field
          label={t.password}
          type="password"
          autoComplete="off"
          required
          maxLength={256}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Problem error={unlock.error} />
        <Button kind="primary" type="submit" disabled={unlock.isPending || password === ''}>
          {t.unlock}
        </Button>
      </form>
    </div>
  );
}
