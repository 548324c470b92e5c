import { IconX } from '@tabler/icons-react';
import { IconButton } from '../../components/Button';
import { Panel } from '../../components/Panel';
import { copyKeys as t } from '../../copy/keys';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { useUsage } from './api';
import c from './keys.module.css';
import { UsageTable } from './UsageTable';

type Props = { kind: 'consumer' | 'key'; id: string; name: string };

/** The endpoints that one consumer, or one key, called: a row of the table above, opened. */
export function Breakdown({ kind, id, name }: Props) {
  const { set } = useView();
  const by = kind === 'consumer' ? 'consumer,endpoint' : 'endpoint';
  const query = useUsage(by, kind === 'key' ? { key: id } : { consumer: id });
  return (
    <Panel label={t.endpointsOf(shown(name))}>
      <div className={c.bar}>
        <h2 className={c.opened}>{t.endpointsOf(shown(name))}</h2>
        <IconButton label={t.closeEndpoints} onClick={() => set({ open: undefined }, { replace: true })}>
          <IconX size={14} />
        </IconButton>
      </div>
      <Loadable query={query} what={t.usageWhat} height={160}>
        {({ items }) =>
          items.length === 0 ? (
            <Message title={t.noUsage} />
          ) : (
            <UsageTable
              by={by}
              rows={items}
              label={t.endpointsOf(shown(name))}
              {...(kind === 'key' && { apiKey: id })}
            />
          )
        }
      </Loadable>
    </Panel>
  );
}
