import { useState } from 'react';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { Confirm } from '../../components/Confirm';
import { Dialog, DialogActions } from '../../components/Dialog';
import { copy } from '../../copy';
import { copyKeys as t } from '../../copy/keys';
import c from './keys.module.css';

/** A secret that cannot be shown again; leaving it without a copy is asked about. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const leave = () => (copied ? onClose() : setLeaving(true));
  return (
    <>
      <Dialog title={t.createdTitle} onClose={leave} wide>
        <p>{t.createdText}</p>
        {/* Copying by hand counts as well as the button. */}
        <div
          className={c.secret}
          onCopy={() => setCopied(true)}
          onClick={() => setCopied(true)}
          role="presentation"
        >
          <Code text={secret} label={t.createdTitle} />
        </div>
        <p>{t.tryIt}</p>
        <Code text={`curl -H 'Authorization: Bearer ${secret}' https://…`} label={t.tryIt} />
        <DialogActions>
          <Button kind="primary" onClick={leave}>
            {copy.common.close}
          </Button>
        </DialogActions>
      </Dialog>
      {leaving && (
        <Confirm
          title={t.leave}
          text={t.leaveText}
          action={t.leaveAction}
          onConfirm={onClose}
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  );
}
