import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Check, Choice, formClass, Options, Problem } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { formOf, useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { Loadable } from '../../states/Loadable';
import { useSignInPolicy } from '../security/api';
import { Providers } from './Providers';
import c from './settings.module.css';

const t = copyPeople.policy;
type Policy = Schema<'SignInPolicy'>;
const KINDS = ['all', 'owners', 'none'] as const;

export default function SignInSection() {
  const policy = useSignInPolicy();
  const admin = useMay('admin');
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <Panel label={t.title} title={t.title} pad>
        <Loadable query={policy} what={t.title.toLowerCase()} height={200}>
          {(known) => <PolicyForm policy={known} />}
        </Loadable>
      </Panel>
      {admin && <Providers />}
    </>
  );
}

function PolicyForm({ policy }: { policy: Policy }) {
  const owner = useMay('owner');
  const save = useChange(
    (body: Schema<'SignInPolicyRequest'>) => answer(client.PUT('/sign-in-policy', { body })),
    { refresh: [['sign-in-policy']] },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const get = formOf(event);
    save.mutate({
      secondFactor: get('secondFactor') === 'on',
      passwords: get('passwords') as Policy['passwords'],
    });
  };
  return (
    <form onSubmit={submit}>
      <fieldset className={`${formClass} ${c.plain}`} disabled={!owner}>
        <Check
          label={t.secondFactor}
          hint={`${t.secondFactorHint} ${t.without(policy.withoutFactor)}`}
          name="secondFactor"
          defaultChecked={policy.secondFactor}
        />
        <div className={c.narrow}>
          <Choice label={t.passwords} hint={t.passwordsHint} name="passwords" defaultValue={policy.passwords}>
            <Options of={KINDS} text={t.passwordKinds} />
          </Choice>
        </div>
        <Problem error={save.error} />
        <div>
          <Button type="submit" kind="primary" disabled={save.isPending}>
            {copy.common.save}
          </Button>
        </div>
      </fieldset>
    </form>
  );
}
