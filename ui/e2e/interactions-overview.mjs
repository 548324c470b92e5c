import { expect, until } from './expect.mjs';

/** What people do with the overview. */
export const overviewTests = {
  async overview_isTheFirstPageAndItsFiguresLeadOn({ page, go, app }) {
    await go(`/a/${app}`);
    await until(page, () => location.pathname.endsWith('/overview'), 'an app opens on its overview');
    await page.getByRole('link', { name: /^p95 \d/ }).click();
    await until(page, () => location.pathname.endsWith('/performance'), 'a figure leads to its page');
  },
  async overview_changeLeadsToItsView({ page, open }) {
    await open('overview');
    const changed = page.getByRole('region', { name: 'What changed' });
    const link = changed.getByRole('link').first();
    if ((await link.count()) === 0) {
      await changed.getByText('Nothing changed by more than 10%').waitFor();
      return;
    }
    const href = await link.getAttribute('href');
    await link.click();
    await until(page, () => !location.pathname.endsWith('/overview'), 'a sentence leads to its view');
    expect(page.url().endsWith(href), 'with its filters');
  },
  async overview_noteIsAdded({ page, open }) {
    await open('overview');
    await page.getByRole('button', { name: 'Add note' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What happened').fill('Released 1.4.2');
    await dialog.getByRole('button', { name: 'Add note' }).click();
    await dialog.waitFor({ state: 'detached' });
  },
  async report_periodsAreInTheAddress({ page, open }) {
    await open('reports');
    await page.getByRole('button', { name: 'Month' }).click();
    await until(page, () => location.search.includes('by=month'), 'the period is in the address');
    await page.getByRole('button', { name: 'Earlier' }).click();
    await until(page, () => location.search.includes('at='), 'the month before is in the address');
    await page.getByRole('button', { name: 'Send by e-mail' }).click();
    expect(
      (await page.getByRole('dialog').getByLabel('E-mail').inputValue()).includes('@'),
      'it is sent to oneself unless told',
    );
  },
};
