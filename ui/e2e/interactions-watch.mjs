import { expect, until } from './expect.mjs';
import { overviewTests } from './interactions-overview.mjs';
import { statusTests } from './interactions-status.mjs';

export { publicStatusTests } from './interactions-status.mjs';

/** What people do with monitors and rules. */
export const watchTests = {
  ...overviewTests,
  ...statusTests,
  async rule_isTriedBeforeItIsKept({ page, open }) {
    await open('alerts');
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Quotes fail');
    await page.getByLabel('Threshold').fill('5');
    await page.getByRole('button', { name: 'Try on the last 30 days' }).click();
    await page.getByText(/^It would (not )?have fired/).waitFor();
  },
  async rule_fieldsFollowTheMetric({ page, open }) {
    await open('alerts');
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByLabel('Metric').selectOption('certificate_expiring');
    await page.getByLabel('Days before').waitFor();
    expect((await page.getByLabel('Threshold').count()) === 0, 'a certificate has no threshold');
  },
  async slo_isOpenedAndAlertedOn({ page, open }) {
    await open('alerts', '?tab=slos');
    await page.locator('a[data-row-link]').first().click();
    await page.getByRole('region', { name: /^Error budget over/ }).waitFor();
    await page.getByRole('link', { name: 'Objectives' }).click();
    await until(page, () => location.search.includes('tab=slos'), 'back leads to the objectives');
    await page.getByRole('button', { name: 'New objective' }).click();
    await page.getByLabel('Good is a request').selectOption('latency');
    await page.getByLabel('Within, ms').waitFor();
  },
  async alerts_tabsAreInTheAddress({ page, open }) {
    await open('alerts');
    await page.getByRole('tab', { name: 'Channels' }).click();
    await until(page, () => location.search.includes('tab=channels'), 'the tab is in the address');
  },
  async monitors_areFoundAndOpened({ page, open }) {
    await open('uptime');
    const row = page.getByRole('listitem').filter({ hasText: 'HTTP' }).first();
    const name = await row.getByRole('link').innerText();
    await page.getByRole('searchbox').fill(name);
    await until(page, () => location.search.includes('find='), 'what is searched is in the address');
    await row.click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  },
  async monitor_formAsksWhatItsKindNeeds({ page, open }) {
    await open('uptime');
    await page.getByRole('button', { name: 'Add monitor' }).click();
    await page.getByLabel('Kind').selectOption('push');
    await page.getByLabel('Schedule').waitFor();
    expect((await page.getByLabel('Address').count()) === 0, 'a job has no address to ask');
  },
};
