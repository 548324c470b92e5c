import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { Problem } from '../../components/Field';
import { copyStart } from '../../copy/start';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import c from './start.module.css';

const t = copyStart;

type Props = { app: string; token: string | undefined; onCreated: (key: Schema<'CreatedIngestKey'>) => void };

/** The first step with our own SDK: a secret of its own for the service. It is shown once. */
export function Token({ app, token, onCreated }: Props) {
  const mayCreate = useMay('admin');
  const create = useChange(
    () =>
      answer(
        client.POST('/apps/{app}/ingest-keys', { params: { path: { app } }, body: { name: t.tokenName } }),
      ),
    {
      refresh: [['app', app, 'ingest-tokens']],
      said: null,
      onDone: onCreated,
    },
  );
  return (
    <>
      <div className={c.step}>
        <h2>{t.steps.token}</h2>
        {!token && (
          <Button kind="primary" disabled={!mayCreate || create.isPending} onClick={() => create.mutate()}>
            {t.tokenCreate}
          </Button>
        )}
      </div>
      {token ? <Code text={token} label={t.steps.token} /> : <p className={c.hint}>{t.tokenText}</p>}
      <Problem error={create.error} />
    </>
  );
}
