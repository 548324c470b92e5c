import { addAuthenticator } from './authenticator.mjs';
import { axe } from './browser.mjs';
import { expect, until } from './expect.mjs';

/** How people sign in and show who they are, on the stand-in server. */

const shots = process.env.E2E_SCREENSHOTS;

/** Looks at what is open now, in both themes, as wide and as on a phone. */
async function look(page, name) {
  for (const [width, theme] of [
    [1440, 'light'],
    [1440, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ]) {
    await page.setViewportSize({ width, height: width < 500 ? 844 : 1000 });
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForSelector(`html[data-mantine-color-scheme=${theme}]`, { state: 'attached' });
    await page.waitForTimeout(120);
    const findings = await axe(page);
    expect(findings.length === 0, `${name} ${theme} ${width}: ${findings.join('; ')}`);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider <= 0, `${name} ${width}: ${wider} px wider than the screen`);
    if (shots) await page.screenshot({ path: `${shots}/people-${name}-${theme}-${width}.png` });
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
}

/** Passkeys need a name in place of the number. */
const named = (url) => url.replace('127.0.0.1', 'localhost');

async function password(page) {
  await page.getByLabel('E-mail').fill('ines@harbourline.example');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export const fakePeopleTests = {
  async setup_twoSteps({ page, url, setState }) {
    await setState({ setup: true, signedIn: false });
    await page.goto(url);
    await page.waitForURL(/\/setup/);
    await page.getByLabel('One-time token').fill('abc');
    await page.getByLabel('Workspace name').fill('Harbourline');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Your name').fill('Ines Marek');
    await page.getByLabel('E-mail').fill('ines@harbourline.example');
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByText('strong').waitFor();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('dialog', { name: 'Create app' }).waitFor();
  },
  async signIn_inTwoSteps({ page, url, setState }) {
    await setState({ signedIn: false, secondStep: true });
    await page.goto(`${named(url)}/signin`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
    await look(page, 'signin');
    await password(page);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    expect(
      await page.getByLabel('Code').evaluate((field) => field === document.activeElement),
      'the code has the focus',
    );
    await look(page, 'second-step');
    await page.getByLabel('Code').fill('000000');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('This code is not right.').waitFor();
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').waitFor();
    await page.getByRole('button', { name: 'Use the authenticator app' }).click();
    await page.getByLabel('Code').fill('123456');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Apps' }).waitFor();
    await setState({ secondStep: false });
  },
  async signIn_byPasskey_orStopped({ page, url, setState }) {
    await setState({ signedIn: false });
    const authenticator = await addAuthenticator(page);
    await page.goto(`${named(url)}/signin`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('No passkey was used').waitFor();
    await setState({ signedIn: true });
    await page.goto(`${named(url)}/settings/security`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
    await dialog.getByLabel('Name').fill('Virtual key');
    await dialog.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('Virtual key').waitFor();
    const [made] = await authenticator.credentials();
    expect(made.isResidentCredential && made.rpId === 'localhost', 'the passkey is kept on the device');
    await setState({ signedIn: false });
    await page.goto(`${named(url)}/signin`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('heading', { name: 'Apps' }).waitFor();
  },
  async security_setUpEndsOnRecoveryCodes({ page, url }) {
    await page.goto(`${named(url)}/settings/security`);
    await page.getByRole('button', { name: 'Remove authenticator app' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove authenticator app' }).click();
    await page.getByRole('button', { name: 'Set up', exact: true }).click();
    await page.getByRole('img', { name: 'Scan this with your authenticator app' }).waitFor();
    await page.getByText('GEZD GNBV').waitFor();
    await look(page, 'totp');
    await page.getByLabel('Code that the app shows').fill('123456');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('dialog', { name: 'Keep these recovery codes' }).waitFor();
    expect((await page.getByRole('dialog').getByRole('listitem').count()) === 10, 'ten codes are shown');
    await look(page, 'recovery');
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    expect((await file).suggestedFilename().endsWith('.txt'), 'they can be kept as a file');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  },
  async security_sessions_endAllOthers({ page, go }) {
    await go('/settings/security');
    await page.getByText('Safari on iPhone').waitFor();
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByText('All other sessions have ended.').waitFor();
    await page.getByText('Safari on iPhone').waitFor({ state: 'detached' });
  },
  async proof_isAskedOnce_andTheChangeGoesOn({ page, url, setState }) {
    await setState({ proven: false });
    await page.goto(`${named(url)}/settings/tokens`);
    await page.getByRole('button', { name: 'Create token' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('ci');
    await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click();
    const dialog = page.getByRole('dialog', { name: 'Show that it is you' });
    await dialog.getByLabel('Code').waitFor();
    await look(page, 'proof');
    await dialog.getByLabel('Code').fill('000000');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByText('This code is not right.').waitFor();
    await dialog.getByLabel('Code').fill('123456');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Copy your token now').waitFor();
    await setState({ proven: false });
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Create token' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('ci');
    await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click();
    await page
      .getByRole('dialog', { name: 'Show that it is you' })
      .getByRole('button', { name: 'Cancel' })
      .click();
    await page.getByText('This asks you to show who you are once more.').waitFor();
    await setState({ proven: true });
  },
  async member_withoutFactor_seesOnlyTheWayToOne({ page, url, setState }) {
    await setState({ secondFactorNeeded: true });
    await page.goto(`${named(url)}/a/harbourline/traffic`);
    await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
    await until(page, () => location.pathname === '/second-factor', 'the address is that of the setup');
    await look(page, 'enrol');
    await page.getByRole('button', { name: 'Authenticator app' }).click();
    await page.getByLabel('Code that the app shows').fill('123456');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.waitForURL(/\/a\/harbourline\/traffic/);
  },
  async policy_isForOwners({ page, go, setState }) {
    await go('/settings/sign-in');
    await page.getByLabel('Second factor required').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
    await setState({ role: 'admin' });
    await go('/settings/sign-in');
    expect(await page.getByLabel('Second factor required').isDisabled(), 'an admin may not');
    await setState({ role: 'owner' });
  },
  async providers_areAddedTestedAndUsed({ page, url, go, setState }) {
    await go('/settings/sign-in');
    await page.getByRole('button', { name: 'Test: Harbourline single sign-on' }).click();
    await page.getByText('It is there, says who it is').waitFor();
    await page.getByRole('button', { name: 'Add a provider' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a provider' });
    await dialog.getByLabel('Short name').fill('okta');
    await dialog.getByText('/api/v1/session/providers/okta/callback').waitFor();
    await look(page, 'provider');
    await dialog.getByLabel('Text of its button').fill('Okta');
    await dialog.getByLabel('Issuer').fill('https://acme.okta.example');
    await dialog.getByLabel('Client id').fill('gatehouse');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Test: Okta' }).click();
    await page.getByText('The provider cannot be reached.').waitFor();
    await setState({ signedIn: false });
    await page.goto(`${named(url)}/signin`);
    await page.getByRole('button', { name: 'Harbourline single sign-on' }).click();
    await page.getByText('Ask an admin of this workspace for an invitation.').waitFor();
    await look(page, 'signin-problem');
    await setState({ signedIn: true });
  },
  async members_areInvited_andTheLinkIsHandedOver({ page, go }) {
    await go('/settings/members');
    await page.getByText('not mailed').waitFor();
    await look(page, 'members');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite' });
    await dialog.getByLabel('E-mail').fill('lee@harbourline.example');
    await dialog.getByLabel('Role').selectOption('editor');
    await dialog.getByRole('button', { name: 'Invite' }).click();
    const link = page.getByRole('dialog', { name: 'Hand this link over' });
    await link.getByText('/invite/ghn_ExampleSecret').waitFor();
    await look(page, 'invitation-link');
    await link.getByRole('button', { name: 'Close' }).click();
    await page.getByText('lee@harbourline.example').waitFor();
    await page.getByRole('button', { name: 'Send again: sam@harbourline.example' }).click();
    await page.getByText('A new link is on its way to sam@harbourline.example').waitFor();
    await page.getByRole('button', { name: 'Revoke: sam@harbourline.example' }).click();
    await page.getByText('sam@harbourline.example', { exact: true }).waitFor({ state: 'detached' });
  },
  async invitation_isTaken_orOver({ page, url, setState }) {
    await setState({ signedIn: false });
    await page.goto(`${named(url)}/invite/ghn_Old`);
    await page.getByRole('heading', { name: 'This invitation is over' }).waitFor();
    await page.goto(`${named(url)}/invite/ghn_ExampleSecret`);
    await page.getByText('invites you to Harbourline, as an editor').waitFor();
    await look(page, 'invite');
    await page.getByLabel('Your name').fill('Nora');
    await page.getByLabel('Password', { exact: true }).fill('violet tram 9 lanterns');
    await page.getByText('strong').waitFor();
    await page.getByRole('button', { name: 'Create account', exact: true }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('heading', { name: 'Apps' }).waitFor();
  },
};
