import { IconArrowUpRight, IconCheck, IconExclamationCircle } from '@tabler/icons-react';
import { AppLink } from '../../components/AppLink';
import { copyOverview as t } from '../../copy/overview';
import { shown } from '../../lib/text';
import { Message } from '../../states/Message';
import type { Change } from './api';
import c from './overview.module.css';

const SHOWN = 6;
const ICONS = { bad: IconExclamationCircle, good: IconCheck, plain: IconArrowUpRight };

type Props = {
  changes: Change[];
  unchanged: boolean;
  compared: boolean;
  range?: { from: string; to: string };
};

/** Sentences, worst first, each a way to the view behind it. */
export function Changes({ changes, unchanged, compared, range }: Props) {
  const rest = changes.slice(SHOWN);
  return (
    <>
      {unchanged && <Message title={t.nothing} text={t.nothingText} />}
      {!compared && <Message title={t.noBefore} text={t.noBeforeText} />}
      <List changes={changes.slice(0, SHOWN)} range={range} />
      {rest.length > 0 && (
        <details className={c.more}>
          <summary>{t.more(rest.length)}</summary>
          <List changes={rest} range={range} />
        </details>
      )}
    </>
  );
}

const List = ({ changes, range }: { changes: Change[]; range: Props['range'] }) => (
  <ul className={c.changes}>
    {changes.map((change) => {
      const Icon = ICONS[change.tone];
      return (
        <li key={change.text} data-tone={change.tone}>
          <Icon size={16} stroke={1.7} role="img" aria-label={t.tones[change.tone]} />
          <AppLink
            page={change.page}
            {...(change.id && { id: change.id })}
            patch={{ ...range, ...change.search }}
          >
            {shown(change.text)}
          </AppLink>
        </li>
      );
    })}
  </ul>
);
