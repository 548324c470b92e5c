import { useState } from 'react';
import { Dialog } from '../../components/Dialog';
import { copyPeople } from '../../copy/people';
import { PasskeyForm } from './PasskeyForm';
import { RecoveryCodes } from './RecoveryCodes';
import { TotpSetup } from './TotpSetup';

const t = copyPeople.security;
export type FactorKind = 'app' | 'passkey';

/** Adds a second factor; the first one ends on the recovery codes. */
export function FactorDialog({
  kind,
  onDone,
  onClose,
}: {
  kind: FactorKind;
  /** It counts from now on; its recovery codes may still be on the screen. */
  onDone: () => void;
  onClose: () => void;
}) {
  const [codes, setCodes] = useState<string[]>();
  const added = (recoveryCodes: string[]) => {
    onDone();
    if (recoveryCodes.length > 0) setCodes(recoveryCodes);
    else onClose();
  };
  const title = codes ? t.codesTitle : kind === 'app' ? t.appTitle : t.addPasskey;
  const Form = kind === 'app' ? TotpSetup : PasskeyForm;
  return (
    <Dialog title={title} onClose={onClose}>
      {codes ? <RecoveryCodes codes={codes} onKept={onClose} /> : <Form onDone={added} onClose={onClose} />}
    </Dialog>
  );
}
