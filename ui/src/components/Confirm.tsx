import { copy } from '../copy';
import { Button } from './Button';
import { Dialog, DialogActions } from './Dialog';
import { Problem } from './Field';

type Props = {
  title: string;
  text: string;
  action: string;
  /** What confirming starts: while it runs the button rests, and why it failed stands above. */
  change?: { error: Error | null; isPending: boolean };
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks once more before something is lost. */
export const Confirm = ({ title, text, action, change, onConfirm, onClose }: Props) => (
  <Dialog title={title} onClose={onClose}>
    <p>{text}</p>
    <Problem error={change?.error} />
    <DialogActions>
      <Button onClick={onClose}>{copy.common.cancel}</Button>
      <Button kind="danger" disabled={change?.isPending} onClick={onConfirm}>
        {action}
      </Button>
    </DialogActions>
  </Dialog>
);
