import { IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Button, IconButton } from './Button';
import c from './form.module.css';

type Props = {
  label: string;
  /** How many rows stand there at first, and how many there may be. */
  first: number;
  most: number;
  add: string;
  remove: (row: number) => string;
  children: (row: number) => ReactNode;
};

/** Fields that come once a row; their names are the same in each, so that `FormData.getAll` reads a column. */
export function FormRows({ label, first, most, add, remove, children }: Props) {
  const [rows, setRows] = useState(() => Array.from({ length: first }, (_, i) => i));
  const next = Math.max(-1, ...rows) + 1;
  return (
    <fieldset className={c.rows}>
      <legend className={c.label}>{label}</legend>
      {rows.map((row, i) => (
        <div key={row} className={c.line}>
          {children(row)}
          <IconButton
            kind="quiet"
            label={remove(i + 1)}
            onClick={() => setRows(rows.filter((one) => one !== row))}
          >
            <IconX size={14} />
          </IconButton>
        </div>
      ))}
      <Button disabled={rows.length >= most} onClick={() => setRows([...rows, next])}>
        {add}
      </Button>
    </fieldset>
  );
}
