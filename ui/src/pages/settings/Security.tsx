import { Panel } from '../../components/Panel';
import { copyPeople } from '../../copy/people';
import { Loadable } from '../../states/Loadable';
import { useFactors } from '../security/api';
import { Accounts } from '../security/Accounts';
import { AuthenticatorApp } from '../security/AuthenticatorApp';
import { Passkeys } from '../security/Passkeys';
import { RecoveryPanel } from '../security/RecoveryPanel';
import { PasswordForm } from './PasswordForm';
import { Sessions } from './Sessions';
import c from './settings.module.css';

const t = copyPeople.security;

export default function Security() {
  const factors = useFactors();
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <Loadable query={factors} what={t.appTitle.toLowerCase()} height={420}>
        {(known) => (
          <>
            <Panel label={t.appTitle} title={t.appTitle} pad>
              <AuthenticatorApp since={known.totp?.since} />
            </Panel>
            <Panel label={t.passkeysTitle} title={t.passkeysTitle} pad>
              <Passkeys passkeys={known.passkeys} />
            </Panel>
            {(known.totp ?? known.passkeys[0]) && (
              <Panel label={t.recoveryTitle} title={t.recoveryTitle} pad>
                <RecoveryPanel left={known.recoveryCodesLeft} />
              </Panel>
            )}
            <Panel label={t.passwordTitle} title={t.passwordTitle} pad>
              <PasswordForm has={known.password} />
            </Panel>
          </>
        )}
      </Loadable>
      <Accounts />
      <Sessions />
    </>
  );
}
