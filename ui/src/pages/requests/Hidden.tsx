import { useMembers } from '../../api/workspace';
import { copy } from '../../copy';
import { copyRequests } from '../../copy/requests';
import { shown } from '../../lib/text';
import c from './detail.module.css';

/** For readers without the right to see captured data: says so, and whom to ask. */
export function Hidden() {
  const owner = useMembers().data?.items.find((member) => member.role === 'owner');
  return (
    <p className={c.none}>
      {copyRequests.detail.hidden} {owner && copy.right.ask(shown(owner.name))}
    </p>
  );
}
