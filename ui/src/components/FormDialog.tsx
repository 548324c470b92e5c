import type { FormEventHandler, ReactNode } from 'react';
import { copy } from '../copy';
import { Button } from './Button';
import { Dialog, DialogActions } from './Dialog';
import { formClass, Problem } from './Field';

type Foot = {
  /** What submitting starts: while it runs the button rests, and what it answers stands above it. */
  change: { error: Error | null; isPending: boolean };
  /** The verb on the button; "Save" without one. */
  action?: string | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Off where the error stands beside the field that it is about. */
  problem?: boolean;
  onClose: () => void;
};

/** Ends a form of a dialog: what went wrong, the way back, the way on. */
export const FormFoot = ({ change, action, danger, disabled, problem = true, onClose }: Foot) => (
  <>
    {problem && <Problem error={change.error} />}
    <DialogActions>
      <Button onClick={onClose}>{copy.common.cancel}</Button>
      <Button type="submit" kind={danger ? 'danger' : 'primary'} disabled={change.isPending || disabled}>
        {action ?? copy.common.save}
      </Button>
    </DialogActions>
  </>
);

type Props = Foot & {
  title: string;
  wide?: boolean;
  className?: string | undefined;
  onSubmit: FormEventHandler<HTMLFormElement>;
  children: ReactNode;
};

/** A dialog that is one form. */
export const FormDialog = ({ title, wide, className = '', onSubmit, children, ...foot }: Props) => (
  <Dialog title={title} onClose={foot.onClose} {...(wide && { wide })}>
    <form className={`${formClass} ${className}`} onSubmit={onSubmit}>
      {children}
      <FormFoot {...foot} />
    </form>
  </Dialog>
);
