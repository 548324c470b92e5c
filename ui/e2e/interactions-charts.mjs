import { settle } from './browser.mjs';
import { expect } from './expect.mjs';

/** Whether the first chart has pixels of a colour (#rrggbb). */
const drawn = (color) => {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const canvas = document.querySelector('.uplot canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 250 && wanted.every((part, at) => Math.abs(data[i + at] - part) < 3)) return true;
  }
  return false;
};

/** What charts do. */
export const chartTests = {
  async chart_anotherTheme_leavesNothingInTheColorsBefore({ page, open }) {
    await page.emulateMedia({ colorScheme: 'light' });
    await open('performance');
    await settle(page);
    const before = await page.evaluate(() =>
      globalThis.getComputedStyle(document.documentElement).getPropertyValue('--gh-p99').trim(),
    );
    expect(await page.evaluate(drawn, before), 'p99 is drawn in its colour');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForSelector('html[data-mantine-color-scheme=dark]', { state: 'attached' });
    await page.waitForTimeout(300);
    expect(!(await page.evaluate(drawn, before)), 'no line keeps the colour of the light theme');
    await page.emulateMedia({ colorScheme: 'light' });
  },
};
