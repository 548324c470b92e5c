import { copy } from '../copy';
import { Button } from './Button';
import { Dialog, DialogActions } from './Dialog';
import { errorClass } from './Field';

type Props = {
  title: string;
  text: string;
  action: string;
  busy?: boolean;
  error?: Error | null;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks once more before something is lost. */
export const Confirm = ({ title, text, action, busy, error, onConfirm, onClose }: Props) => (
  <Dialog title={title} onClose={onClose}>
    <p>{text}</p>
    {error && (
      <p className={errorClass} role="alert">
        {error.message}
      </p>
    )}
    <DialogActions>
      <Button onClick={onClose}>{copy.common.cancel}</Button>
      <Button kind="danger" disabled={busy} onClick={onConfirm}>
        {action}
      </Button>
    </DialogActions>
  </Dialog>
);
