import { expect, until } from './expect.mjs';

/** What people do with API keys, on the stand-in server. */

const shown = (page, text) =>
  page.waitForFunction((wanted) => document.querySelector('main')?.innerText.includes(wanted), text);

export const fakeKeyTests = {
  async s3_keys_inNeedOfAttention_areFilteredByTheAddress({ page, open }) {
    await open('keys');
    await page.getByRole('button', { name: 'Old secret in use' }).click();
    await until(page, () => location.search.includes('flag=oldSecret'), 'filter is not in the address');
    await page.locator('h2', { hasText: /^API keys\s*1$/ }).waitFor();
    await open('keys', '?flag=unused');
    await page.getByText('Every key that was used was used in the last 90 days').waitFor();
    const filters = page.getByRole('group', { name: 'Which keys' });
    expect((await filters.getByRole('button', { pressed: true }).count()) === 1, 'one filter is on');
  },
  async s1_keys_guessingAddresses_areShownWhenThereAreAny({ page, open, go }) {
    await open('keys');
    const panel = page.getByRole('region', { name: 'Oversight' });
    await panel.getByText('203.0.113.77').waitFor();
    expect((await panel.getByText('198.51.100.9').count()) === 0, 'a day later it is over');
    await go('/a/quiet/keys');
    expect((await panel.count()) === 0, 'no panel without guesses');
  },
  async keys_import_tellsFirstWhatWouldHappen({ page, open }) {
    await open('keys');
    await page.getByRole('button', { name: 'Import' }).click();
    await page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'k.csv', mimeType: 'text/csv', buffer: Buffer.from('name,hash\nA,\n') });
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('0 would be imported, 0 are here already, 1 is wrong.').waitFor();
    expect(await page.getByRole('button', { name: 'Import 0 keys' }).isDisabled(), 'nothing to import');
    await page.getByLabel('Or paste it').fill(`name,hash\nA,${'0a'.repeat(32)}\nB,\n`);
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText('1 would be imported').waitFor();
    await page.getByText(/Row 2/).waitFor();
    if (process.env.E2E_SCREENSHOTS)
      await page.screenshot({ path: `${process.env.E2E_SCREENSHOTS}/keys-import.png` });
    await page.getByRole('button', { name: 'Import 1 key' }).click();
    await page.getByText('1 imported, 0 were here already, 1 was wrong.').waitFor();
  },
  async k10_keyPage_showsWhatTheKeyWasUsedFor({ page, open }) {
    await open('keys');
    await page.getByRole('link', { name: 'Kestrel Outfitters live' }).click();
    for (const text of [
      'Server errors',
      'First used',
      'Last used',
      '/v2/quotes',
      'okhttp/4.12.0',
      'Audit trail',
    ])
      await shown(page, text);
    expect((await page.locator('main svg, main canvas').count()) > 0, 'calls are drawn over time');
  },
  async viewer_seesNoAuditOfAKey({ page, go, open, setState }) {
    await setState({ role: 'viewer' });
    await open('keys');
    expect(await page.getByRole('button', { name: 'Import' }).isDisabled(), 'import is locked');
    await page.getByRole('link', { name: 'Kestrel Outfitters live' }).click();
    await shown(page, 'Networks');
    expect((await page.getByText('Audit trail').count()) === 0, 'no audit trail');
    await setState({ role: 'owner' });
    await go('/');
  },
};
