import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useSession } from '../../api/workspace';
import { Check, Choice, Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { useToast } from '../../components/Toast';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { shown } from '../../lib/text';
import { formOf, useChange } from '../../state/useChange';

const t = copyPeople.members;
type Role = Schema<'Role'>;
export const ROLES: readonly Role[] = ['viewer', 'editor', 'admin', 'owner'];

export const RoleOptions = ({ upTo = 'owner' }: { upTo?: Role }) =>
  ROLES.slice(0, ROLES.indexOf(upTo) + 1).map((role) => (
    <option key={role} value={role}>
      {copy.settings.members.roles[role]}
    </option>
  ));

type Props = { onClose: () => void; onLink: (sent: Schema<'SentInvitation'>) => void };

/** Invites somebody; what cannot be mailed is handed over. */
export function InviteForm({ onClose, onLink }: Props) {
  const own = useSession().data?.user.role ?? 'viewer';
  const say = useToast();
  const invite = useChange(
    (body: Schema<'InvitationRequest'>) => answer(client.POST('/invitations', { body })),
    {
      refresh: [['invitations']],
      said: null,
      onDone: (sent) => {
        onClose();
        if (sent.link) onLink(sent);
        else say(t.sent(shown(sent.invitation.email)));
      },
    },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const get = formOf(event);
    invite.mutate({
      email: get('email'),
      role: get('role') as Role,
      seesBodies: get('seesBodies') === 'on',
    });
  };
  return (
    <FormDialog title={t.invite} change={invite} action={t.invite} onSubmit={submit} onClose={onClose}>
      <p>{t.inviteText}</p>
      <Field label={t.email} name="email" type="email" required maxLength={254} autoComplete="off" />
      <Choice label={t.role} name="role" defaultValue="viewer">
        <RoleOptions upTo={own} />
      </Choice>
      <Check label={t.bodies} name="seesBodies" />
    </FormDialog>
  );
}
