import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useSession } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Check, Choice, Field, formClass, Options, Problem } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { useTheme } from '../../shell/useTheme';
import { formOf, useChange } from '../../state/useChange';
import { Loadable } from '../../states/Loadable';
import c from './settings.module.css';

const t = copyPeople.profile;
type Profile = Schema<'Profile'>;
const THEMES = ['system', 'light', 'dark'] as const;
const DENSITIES = ['comfortable', 'compact'] as const;

export default function ProfileSection() {
  const session = useSession();
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <Panel label={copy.settings.sections.profile} pad>
        <Loadable query={session} what={copy.settings.sections.profile.toLowerCase()} height={340}>
          {({ user }) => <ProfileForm key={user.id} profile={user} />}
        </Loadable>
      </Panel>
    </>
  );
}

function ProfileForm({ profile }: { profile: Profile }) {
  const theme = useTheme();
  const save = useChange((body: Schema<'ProfileChange'>) => answer(client.PATCH('/profile', { body })), {
    refresh: [['session']],
    onDone: (saved) => theme.set(saved.theme === 'system' ? 'auto' : saved.theme),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const get = formOf(event);
    save.mutate({
      name: get('name'),
      theme: get('theme') as Profile['theme'],
      density: get('density') as Profile['density'],
      timeZone: get('timeZone'),
      shortcuts: get('shortcuts') === 'on',
    });
  };
  return (
    <form className={`${formClass} ${c.narrow}`} onSubmit={submit}>
      <Field label={t.name} name="name" required maxLength={64} defaultValue={profile.name} />
      <Field label={t.email} value={profile.email} readOnly />
      <Choice label={t.theme} name="theme" defaultValue={profile.theme}>
        <Options of={THEMES} text={t.themes} />
      </Choice>
      <Choice label={t.density} name="density" defaultValue={profile.density}>
        <Options of={DENSITIES} text={t.densities} />
      </Choice>
      <Choice label={t.zone} hint={t.zoneHint} name="timeZone" defaultValue={profile.timeZone}>
        <option value="" />
        {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </Choice>
      <Check label={t.shortcuts} name="shortcuts" defaultChecked={profile.shortcuts} />
      <Problem error={save.error} />
      <div>
        <Button type="submit" kind="primary" disabled={save.isPending}>
          {copy.common.save}
        </Button>
      </div>
    </form>
  );
}
