import { join } from 'node:path';
import { axe, overflow } from './browser.mjs';
import { expect } from './expect.mjs';

/** What editors do with status pages. */
export const statusTests = {
  async statusPage_isOpenedAndItsAddressCopied({ page, open }) {
    await open('status');
    await page.locator('a[data-row-link]').first().click();
    await page.getByRole('heading', { name: 'Address and badges' }).waitFor();
    const address = await page.getByRole('group', { name: 'Address' }).innerText();
    expect(/\/status\/[a-z0-9-]+$/.test(address), `the address is shown: ${address}`);
    await page.getByLabel('Badge of').selectOption({ index: 1 });
    const markdown = await page.getByRole('group', { name: 'Markdown' }).innerText();
    expect(markdown.includes('/badge/'), 'the badge of a component has its own address');
  },
  async statusPage_componentsAreChosenNamedAndOrdered({ page, open }) {
    await open('status');
    await page.locator('a[data-row-link]').first().click();
    await page.getByRole('button', { name: 'Choose components' }).click();
    const dialog = page.getByRole('dialog');
    const first = dialog.getByRole('listitem').first();
    const name = await first.getByPlaceholder('Public name').inputValue();
    await first.getByRole('button', { name: /^Move .* down$/ }).click();
    const second = dialog.getByRole('listitem').nth(1);
    expect((await second.getByPlaceholder('Public name').inputValue()) === name, 'it moved down');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  },
  async statusPage_maintenanceAsksForItsEnd({ page, open }) {
    await open('status');
    await page.locator('a[data-row-link]').first().click();
    await page.getByRole('button', { name: 'Plan maintenance' }).click();
    await page.getByLabel('Until').waitFor();
    expect((await page.getByLabel('Impact').count()) === 0, 'planned work has no impact');
  },
};

/** What the public sees; only a real server has that page. */
export const publicStatusTests = {
  async publicStatusPage_isReadWithoutScriptsInBothThemes({ page, go, url, app }) {
    await page.goto(`${url}/a/${app}/status`);
    await page.locator('a[data-row-link]').first().click();
    const address = await page.getByRole('group', { name: 'Address' }).innerText();
    const path = address.slice(address.indexOf('/status/'));
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 1000 });
      for (const theme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme: theme });
        await go(path);
        expect((await page.locator('script').count()) === 0, 'there is no script');
        const findings = await axe(page);
        expect(findings.length === 0, findings.join('; '));
        expect((await overflow(page)) <= 0, `${theme} ${width} is wider than the screen`);
        const shots = process.env.E2E_SCREENSHOTS;
        if (shots)
          await page.screenshot({ path: join(shots, `public-status-${theme}-${width}.png`), fullPage: true });
      }
    }
    const feed = await page.request.get(`${url}${path}/feed.atom`);
    expect(feed.ok() && (await feed.text()).includes('<entry>'), 'the feed has entries');
    const badge = await page.request.get(`${url}${path}/badge.svg`);
    expect(badge.ok() && (await badge.text()).startsWith('<svg'), 'the badge is a picture');
  },
};
