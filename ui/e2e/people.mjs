// node e2e/people.mjs EMAIL PASSWORD: signs in at GATEHOUSE_URL, a server of its own under the name localhost, sets up
// an authenticator app and a passkey, and signs in with each.
import { createHmac } from 'node:crypto';
import { addAuthenticator } from './authenticator.mjs';
import { cspReports, launch, openPage } from './browser.mjs';
import { expect } from './expect.mjs';

const [email, password] = process.argv.slice(2);
const url = process.env.GATEHOUSE_URL;

/** Reads a secret as an authenticator app does; not with the server's own code. */
function codeOf(secret, stepsOff) {
  const bits = [...secret.replace(/\s/g, '')]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsOff));
  const hash = createHmac('sha1', key).update(step).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

const browser = await launch();
try {
  const { page, problems } = await openPage(browser, { url });
  page.setDefaultTimeout(15_000);
  const authenticator = await addAuthenticator(page);
  const signOut = async () => {
    await page.getByTitle('Your account').click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Gatehouse' }).waitFor();
  };
  const withPassword = async () => {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  const isIn = () => page.getByRole('heading', { name: 'Apps' }).waitFor();

  await page.goto(`${url}/signin`);
  await withPassword();
  await isIn();
  await page.goto(`${url}/settings/security`);
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  const secret = await page
    .getByRole('group', { name: 'Secret' })
    .filter({ hasText: /[A-Z2-7]{4} / })
    .innerText();
  await page.getByLabel('Code that the app shows').fill(codeOf(secret, 0));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('dialog', { name: 'Keep these recovery codes' }).waitFor();
  const recovery = await page.getByRole('dialog').getByRole('listitem').first().innerText();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await signOut();
  await withPassword();
  await page.getByLabel('Code').fill(codeOf(secret, 1));
  await page.getByRole('button', { name: 'Continue' }).click();
  await isIn();

  await page.goto(`${url}/settings/security`);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('button', { name: /^Remove: / }).waitFor();
  expect((await authenticator.credentials()).length === 1, 'the device keeps one passkey');
  await signOut();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await isIn();
  await signOut();
  await authenticator.verified(false);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('No passkey was used').waitFor();

  await withPassword();
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(recovery.toUpperCase());
  await page.getByRole('button', { name: 'Continue' }).click();
  await isIn();
  await page.goto(`${url}/settings/security`);
  await page.getByText('password + code').waitFor();
  await page.getByText('9 recovery codes are left').waitFor();
  const found = [...problems, ...(await cspReports(page))];
  expect(found.length === 0, found.join('\n'));
  console.log('signed in with password, app, passkey and recovery code');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await browser.close();
}
