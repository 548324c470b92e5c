import type { FormEvent } from 'react';
import { answer, client } from '../../api/client';
import { Choice, Field, Options } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { FormRows } from '../../components/FormRows';
import { copyKeys as t } from '../../copy/keys';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import type { KeyDefault } from './api';
import { type Limit, limitsOf } from './limits';

const LEVELS = ['consumer', 'group'] as const;
export const MOST_LIMITS = 10;

/** Sets the limits that the keys of one consumer, or of one group, have together. */
export function LimitForm({ current, onClose }: { current?: KeyDefault; onClose: () => void }) {
  const { app } = useView();
  const save = useChange(
    ({ level, name, limits }: KeyDefault) =>
      answer(
        client.PUT('/apps/{app}/key-defaults/{level}/{name}', {
          params: { path: { app, level, name } },
          body: { limits },
        }),
      ),
    { refresh: [['app', app, 'keys']], onDone: onClose },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const limits = limitsOf(new FormData(event.currentTarget));
    const value = formOf(event);
    save.mutate(
      current
        ? { ...current, limits }
        : {
            level: LEVELS.find((one) => one === value('level')) ?? 'consumer',
            name: value('name'),
            limits,
          },
    );
  };
  return (
    <FormDialog title={t.shared} change={save} onSubmit={submit} onClose={onClose} wide>
      {current ? (
        <Field label={t.levels[current.level]} value={current.name} readOnly />
      ) : (
        <>
          <Choice label={t.sharedFor} name="level">
            <Options of={LEVELS} text={t.levels} />
          </Choice>
          <Field label={t.sharedName} hint={t.sharedNameHint} name="name" required maxLength={128} />
        </>
      )}
      <FormRows
        label={t.limits}
        first={current?.limits.length ?? 1}
        most={MOST_LIMITS}
        add={t.addLimit}
        remove={t.removeLimit}
      >
        {(row) => <LimitFields limit={current?.limits[row]} />}
      </FormRows>
    </FormDialog>
  );
}

export const LimitFields = ({ limit }: { limit: Limit | undefined }) => (
  <>
    <Field
      label={t.limitName}
      name="limit"
      required
      pattern="[a-z0-9\-]{1,32}"
      defaultValue={limit?.name}
      autoComplete="off"
    />
    <Field
      label={t.limitCalls}
      name="calls"
      type="number"
      required
      min={1}
      max={1_000_000_000}
      defaultValue={limit?.calls}
    />
    <Field
      label={t.limitSeconds}
      name="seconds"
      type="number"
      required
      min={1}
      max={2_678_400}
      defaultValue={limit?.seconds ?? 60}
    />
  </>
);
