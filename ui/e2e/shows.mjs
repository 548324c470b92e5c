// node e2e/shows.mjs PATH TEXT…: opens a page of GATEHOUSE_URL and waits until every text stands on it.
import { launch, openPage } from './browser.mjs';

const [path, ...texts] = process.argv.slice(2);
const browser = await launch();
try {
  const view = {
    url: process.env.GATEHOUSE_URL,
    token: process.env.GATEHOUSE_API_TOKEN,
    theme: 'light',
    width: 1440,
  };
  const { page, problems } = await openPage(browser, view);
  await page.goto(view.url + path);
  await page.waitForFunction(
    (wanted) => wanted.every((text) => document.querySelector('main')?.innerText.includes(text)),
    texts,
    { timeout: 30_000 },
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
} catch (error) {
  console.error(`${path}: ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
