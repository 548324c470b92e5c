import { expect, until } from './expect.mjs';

/** What people do in dialogs, and how they come back from them. */

/** Pages, and their buttons that open a dialog. */
const OPENERS = [
  ['keys', ['Roles', 'Shared limits', 'Import', 'Create key']],
  ['uptime', ['Add monitor']],
  ['alerts', ['New rule']],
  ['alerts?tab=slos', ['New objective']],
  ['status', ['New status page']],
  ['reports', ['Send by e-mail']],
  ['overview', ['Add note']],
  ['requests?live=off', ['Columns', 'Share']],
  ['consumers?tab=groups', ['Create group']],
];
/** Pages that are about no range and no environment. */
const WITHOUT_RANGE = ['keys', 'uptime', 'alerts', 'status', 'redaction', 'usage/statements'];

const isBack = (page, name, how) =>
  until(
    page,
    (label) => {
      const active = document.activeElement;
      return (
        !document.querySelector('dialog') && `${active?.ariaLabel} ${active?.textContent}`.includes(label)
      );
    },
    `${how} leads from the dialog back to the button that opened it: ${name}`,
    name,
  );

export const dialogTests = {
  async dialogs_escapeAndCancel_giveTheFocusBack({ page, open }) {
    for (const [path, names] of OPENERS) {
      await open(...path.split(/(?=\?)/));
      for (const name of names) {
        const button = page.getByRole('button', { name }).first();
        await button.press('Enter');
        const dialog = page.getByRole('dialog');
        await dialog.waitFor();
        await page.keyboard.press('Escape');
        await isBack(page, name, 'Escape');
        await button.press('Enter');
        await dialog
          .getByRole('button', { name: /^(Cancel|Close)$/ })
          .first()
          .click();
        await isBack(page, name, 'a button');
      }
    }
  },
  async header_offersOnlyWhatThePageObeys({ page, open }) {
    for (const path of WITHOUT_RANGE) {
      await open(path);
      expect((await page.getByTitle('Time range').count()) === 0, `no range on ${path}`);
      expect(
        (await page.getByTitle('Environment', { exact: true }).count()) === 0,
        `no environment: ${path}`,
      );
    }
    await open('traffic');
    expect((await page.getByTitle('Time range').count()) === 1, 'Traffic has a range');
    expect((await page.getByTitle('Environment', { exact: true }).count()) === 1, 'and an environment');
  },
  async find_newPages_areReached({ page, open }) {
    for (const [word, path] of [
      ['redac', 'redaction'],
      ['status p', 'status'],
      ['repor', 'reports'],
    ]) {
      await open('traffic');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Find or jump to' }).fill(word);
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
      await until(page, (end) => location.pathname.endsWith(end), `${word} leads there`, path);
    }
  },
};

export const fakeDialogTests = {
  async usage_openedKey_standsUnderItsOwnRow({ page, open }) {
    await open('usage', '?by=key');
    await page
      .getByRole('button', { name: /^Endpoints of / })
      .nth(2)
      .click();
    await page.getByRole('region', { name: /^Endpoints of / }).waitFor();
    const below = await page.evaluate(() => {
      const row = document.querySelector('[aria-expanded=true]')?.closest('tr');
      return row?.nextElementSibling?.querySelector('section')?.getAttribute('aria-label');
    });
    expect(below?.startsWith('Endpoints of '), 'right under the row that is opened');
  },
  async keys_sharedLimits_areListedAndSet({ page, open }) {
    await open('keys');
    await page.getByRole('button', { name: 'Shared limits' }).click();
    await page.getByText('burst: 1,200 calls in 90 s').waitFor();
    await page.getByText('daily: 500,000 calls in 1 d').waitFor();
    await page.getByRole('button', { name: 'Add limits' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Which one').fill('osprey');
    await dialog.getByLabel('Name').fill('hourly');
    await dialog.getByLabel('Calls').fill('2000');
    await dialog.getByLabel('In seconds').fill('3600');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('hourly: 2,000 calls in 1 h').waitFor();
    await page.getByRole('button', { name: 'Remove: Consumer osprey' }).click();
    await page.getByText('hourly: 2,000 calls in 1 h').waitFor({ state: 'detached' });
    await page.getByText('daily: 500,000 calls in 1 d').waitFor();
  },
  async statement_amended_showsTheEntryWithItsReason({ page, open }) {
    await open('usage/statements');
    await page.locator('a[data-row-link]').first().click();
    await page.getByRole('button', { name: 'Amend' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Credit for the outage');
    await dialog.getByLabel('Of', { exact: true }).selectOption({ index: 1 });
    await dialog.getByLabel('Billable').fill('-250');
    await dialog.getByRole('button', { name: 'Amend' }).click();
    await dialog.waitFor({ state: 'detached' });
    const entry = page.getByRole('region', { name: '3. Amendment' });
    await entry.getByText('Credit for the outage').waitFor();
    await entry.getByText('-250').first().waitFor();
    expect((await entry.getByText('/v2/rates').count()) === 1, 'it is of the line that was chosen');
  },
};
