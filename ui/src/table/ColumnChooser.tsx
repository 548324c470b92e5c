import { Button } from '../components/Button';
import { copy } from '../copy';
import { useView } from '../state/useView';
import { chosen, type Column } from './columns';
import c from './table.module.css';

/** Switches columns on and off and moves them; the first column stays. */
export function ColumnChooser<T>({ columns }: { columns: Column<T>[] }) {
  const { search, set } = useView();
  const visible = chosen(columns, search.cols)
    .slice(1)
    .map((column) => column.id);
  const write = (ids: string[]) => set({ cols: ids.join(',') || undefined }, { replace: true });
  const toggle = (id: string) =>
    write(visible.includes(id) ? visible.filter((other) => other !== id) : [...visible, id]);
  const moveUp = (id: string) => {
    const index = visible.indexOf(id);
    const next = visible.filter((other) => other !== id);
    next.splice(Math.max(0, index - 1), 0, id);
    write(next);
  };
  const rest = columns.slice(1);
  const inOrder = [
    ...visible.flatMap((id) => rest.filter((column) => column.id === id)),
    ...rest.filter((column) => !visible.includes(column.id)),
  ];
  return (
    <div className={c.columns}>
      {inOrder.map((column) => (
        <div key={column.id}>
          <label>
            <input type="checkbox" checked={visible.includes(column.id)} onChange={() => toggle(column.id)} />
            {column.header}
          </label>
          <button
            type="button"
            aria-label={copy.table.moveUp(column.header)}
            disabled={visible.indexOf(column.id) < 1}
            onClick={() => moveUp(column.id)}
          >
            ↑
          </button>
        </div>
      ))}
      <Button kind="quiet" onClick={() => set({ cols: undefined }, { replace: true })}>
        {copy.table.reset}
      </Button>
    </div>
  );
}
