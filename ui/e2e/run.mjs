// npm run e2e: every page in light and dark, wide and narrow, then what people do with them.
// Against GATEHOUSE_URL (a running server, with GATEHOUSE_API_TOKEN if it asks who calls), else against the fake server.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axe, cspReports, launch, openPage, overflow, settle } from './browser.mjs';
import { startFakeServer } from './fake-server.mjs';
import { interactions } from './interactions.mjs';
import { firstIds, pages } from './pages.mjs';

const fake = process.env.GATEHOUSE_URL ? undefined : await startFakeServer();
const url = (process.env.GATEHOUSE_URL ?? fake.url).replace(/\/+$/, '');
const token = process.env.GATEHOUSE_API_TOKEN;
const shots = process.env.E2E_SCREENSHOTS;
const only = process.env.E2E_ONLY;
if (shots) mkdirSync(shots, { recursive: true });

const results = { passed: 0, failed: 0 };
function report(name, findings) {
  results[findings.length === 0 ? 'passed' : 'failed'] += 1;
  for (const finding of findings) console.error(`FAILED ${name}: ${finding}`);
}

/** One page at one width: loaded in light, looked at, switched to dark, looked at again. */
async function check(page, { name, path }, { problems, width }) {
  try {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(url + path);
    await settle(page);
  } catch (error) {
    report(`${name} ${width}`, [String(error.message).split('\n')[0]]);
    return;
  }
  for (const theme of ['light', 'dark']) {
    const findings = [];
    try {
      await page.emulateMedia({ colorScheme: theme });
      await page.waitForSelector(`html[data-mantine-color-scheme=${theme}]`, { state: 'attached' });
      await page.waitForTimeout(120);
      findings.push(...(await cspReports(page)).map((text) => `CSP ${text}`));
      findings.push(...(await axe(page)).map((text) => `axe ${text}`));
      const wider = await overflow(page);
      if (wider > 0) findings.push(`${wider} px wider than the screen`);
      if (shots)
        await page.screenshot({ path: join(shots, `${name}-${theme}-${width}.png`), fullPage: true });
    } catch (error) {
      findings.push(String(error.message).split('\n')[0]);
    }
    report(`${name} ${theme} ${width}`, [...findings, ...problems.splice(0)]);
  }
}

async function appOf() {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${url}/api/v1/apps`, { headers });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: is GATEHOUSE_API_TOKEN set?`);
  const { items } = await response.json();
  return items.find((item) => item.lastRequestAt)?.id ?? items[0]?.id;
}

const browser = await launch();
try {
  const app = await appOf();
  const all = pages(app, await firstIds(url, app, token)).filter(({ name }) => !only || name.includes(only));
  const look = async (width) => {
    const { context, page, problems } = await openPage(browser, { url, token, width });
    for (const target of all) await check(page, target, { problems, width });
    await context.close();
  };
  const act = async () => {
    if (only && only !== 'interactions') return;
    // A stand-in of its own: these sign out and remove things.
    const own = fake ? await startFakeServer() : undefined;
    await interactions({ browser, url: own?.url ?? url, token, app, fake: own !== undefined, report });
    own?.close();
  };
  await Promise.all([look(1440), look(390), act()]);
} catch (error) {
  report('run', [error.message]);
} finally {
  await browser.close();
  fake?.close();
}
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed === 0 && results.passed > 0 ? 0 : 1);
