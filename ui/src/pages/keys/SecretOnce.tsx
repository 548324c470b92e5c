import { useState } from 'react';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { Confirm } from '../../components/Confirm';
import { Dialog, DialogActions } from '../../components/Dialog';
import { copy } from '../../copy';
import { copyKeys as t } from '../../copy/keys';

/** A secret that cannot be shown again; leaving it without a copy is asked about. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const leave = () => (copied ? onClose() : setLeaving(true));
  // In its place and not above it: a dialog that Escape has closed does not open again by itself.
  if (leaving)
    return (
      <Confirm
        title={t.leave}
        text={t.leaveText}
        action={t.leaveAction}
        onConfirm={onClose}
        onClose={() => setLeaving(false)}
      />
    );
  return (
    <Dialog title={t.createdTitle} onClose={leave} wide>
      <p>{t.createdText}</p>
      <Code text={secret} label={t.createdTitle} onCopied={() => setCopied(true)} />
      <p>{t.tryIt}</p>
      <Code
        text={`curl -H 'Authorization: Bearer ${secret}' https://…`}
        label={t.tryIt}
        onCopied={() => setCopied(true)}
      />
      <DialogActions>
        <Button kind="primary" onClick={leave}>
          {copy.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
