import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { Dimension } from '../../api/ranged';
import { Button } from '../../components/Button';
import ui from '../../components/ui.module.css';
import { copy } from '../../copy';
import { useView } from '../../state/useView';
import { EndpointTable } from '../endpoints/EndpointTable';
import { BreakdownTable } from './BreakdownTable';

const t = copy.pages.traffic;
const DIMENSIONS: readonly Dimension[] = [
  'endpoint',
  'prefix',
  'method',
  'status',
  'consumer',
  'group',
  'environment',
];
const COLUMNS = [
  'endpoint',
  'trend',
  'requests',
  'change',
  'clientErrors',
  'serverErrors',
  'p95',
  'responseBytes',
  'consumers',
];

/** The same traffic as rows, grouped by any dimension (`by` in the address). */
export function TrafficTable() {
  const { search } = useView();
  const by = DIMENSIONS.find((dimension) => dimension === search.by) ?? 'endpoint';
  const controls = <GroupBy by={by} />;
  return by === 'endpoint' ? (
    <EndpointTable columns={COLUMNS} controls={controls} />
  ) : (
    <BreakdownTable by={by} controls={controls} />
  );
}

function GroupBy({ by }: { by: Dimension }) {
  const { set } = useView();
  return (
    <Menu shadow="md" position="bottom-end" width={180}>
      <Menu.Target>
        <Button title={t.groupBy}>
          <span className={ui.dim}>{t.groupBy}</span>
          {t.by[by]}
          <IconChevronDown size={13} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {DIMENSIONS.map((dimension) => (
          <Menu.Item
            key={dimension}
            onClick={() =>
              set({
                by: dimension === 'endpoint' ? undefined : dimension,
                sort: undefined,
                dir: undefined,
                cols: undefined,
                find: undefined,
              })
            }
          >
            {t.by[dimension]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
