import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Button } from '../components/Button';
import ui from '../components/ui.module.css';
import { copy } from '../copy';
import { DAY } from '../lib/time';
import { COMPARISONS, type Comparison } from '../state/range';
import { useView, type View } from '../state/useView';

/** What the comparison is called for the current range: "previous day" for a day, else "previous period". */
export function comparisonLabel(view: View, comparison: Comparison = view.comparison): string {
  if (comparison !== 'prev') return copy.comparison[comparison];
  return view.shiftOf(view.windowNow()) === DAY ? copy.comparison.prevDay : copy.comparison.prev;
}

export function ComparePicker() {
  const view = useView();
  return (
    <Menu shadow="md" position="bottom-end" width={180}>
      <Menu.Target>
        <Button title={copy.comparison.title}>
          <span className={ui.dim}>{copy.header.compareWith}</span>
          {comparisonLabel(view)}
          <IconChevronDown size={13} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {COMPARISONS.map((comparison) => (
          <Menu.Item
            key={comparison}
            onClick={() => view.set({ cmp: comparison === 'prev' ? undefined : comparison })}
          >
            {copy.comparison[comparison]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
