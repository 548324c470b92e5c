import { Button } from '../../components/Button';
import { CopyButton } from '../../components/Code';
import { DialogActions } from '../../components/Dialog';
import { copyPeople } from '../../copy/people';
import { download } from '../../lib/csv';
import c from './security.module.css';

const t = copyPeople.security;

/** The only time recovery codes are shown. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const text = codes.join('\n');
  return (
    <>
      <p>{t.codesText}</p>
      <div className={c.codesBox}>
        <ol className={c.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <CopyButton text={text} />
      </div>
      <DialogActions>
        <Button onClick={() => download('gatehouse-recovery-codes.txt', new Blob([`${text}\n`]))}>
          {t.download}
        </Button>
        <Button kind="primary" onClick={onKept}>
          {t.codesKept}
        </Button>
      </DialogActions>
    </>
  );
}
