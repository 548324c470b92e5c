import { copyKeys as t } from '../../copy/keys';
import { shown } from '../../lib/text';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { useUsage } from './api';
import { UsageTable } from './UsageTable';

type Props = { kind: 'consumer' | 'key'; id: string; name: string };

/** The endpoints that one consumer, or one key, called: under its own row. */
export function Breakdown({ kind, id, name }: Props) {
  const by = kind === 'consumer' ? 'consumer,endpoint' : 'endpoint';
  const query = useUsage(by, kind === 'key' ? { key: id } : { consumer: id });
  return (
    <section aria-label={t.endpointsOf(shown(name))}>
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
    </section>
  );
}
