import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../../api/workspace';
import { Button, IconButton } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Field, formClass } from '../../components/Field';
import { copy } from '../../copy';
import { copyRequests } from '../../copy/requests';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { columnsOf, isColumn, MAX_COLUMNS, withColumn, withoutColumn } from './columns';
import c from './requests.module.css';

const t = copyRequests.columns;

/** Columns of the list from headers, bodies and attributes; readers without the right to see those have none. */
export function ColumnsButton() {
  const [isOpen, setOpen] = useState(false);
  if (!useSession().data?.user.seesBodies) return null;
  return (
    <>
      <IconButton label={t.title} onClick={() => setOpen(true)}>
        <IconColumns3 size={15} />
      </IconButton>
      {isOpen && <ColumnsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ColumnsDialog({ onClose }: { onClose: () => void }) {
  const { search, set } = useView();
  const [field, setField] = useState('');
  const columns = columnsOf(search.cols);
  const wanted = field.trim();
  const isFull = columns.length >= MAX_COLUMNS;
  const change = (cols: string | undefined) => set({ cols }, { replace: true });
  return (
    <Dialog title={t.title} onClose={onClose}>
      <form
        className={formClass}
        onSubmit={(event) => {
          event.preventDefault();
          change(withColumn(search.cols, wanted));
          setField('');
        }}
      >
        {columns.length > 0 && (
          <ul className={c.links}>
            {columns.map((column) => (
              <li key={column}>
                <code>{shown(column)}</code>
                <Button onClick={() => change(withoutColumn(search.cols, column))}>
                  {copy.common.remove}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Field
          label={t.field}
          hint={isFull ? t.full(MAX_COLUMNS) : t.hint}
          placeholder="req.header.x-tenant"
          maxLength={90}
          disabled={isFull}
          value={field}
          onChange={(event) => setField(event.target.value)}
        />
        <DialogActions>
          <Button onClick={onClose}>{copy.common.close}</Button>
          <Button kind="primary" type="submit" disabled={isFull || !isColumn(wanted)}>
            {t.add}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
