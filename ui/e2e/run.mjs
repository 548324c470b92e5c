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

async function check(page, { name, path }, { problems, theme, width }) {
  problems.length = 0;
  const findings = [];
  try {
    await page.goto(url + path);
    await settle(page);
    findings.push(...(await cspReports(page)).map((text) => `CSP ${text}`));
    findings.push(...(await axe(page, { contrast: width > 600 })).map((text) => `axe ${text}`));
    const wider = await overflow(page);
    if (wider > 0) findings.push(`${wider} px wider than the screen`);
    if (shots) await page.screenshot({ path: join(shots, `${name}-${theme}-${width}.png`), fullPage: true });
  } catch (error) {
    findings.push(String(error.message).split('\n')[0]);
  }
  report(`${name} ${theme} ${width}`, [...findings, ...problems]);
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
  const views = ['light', 'dark'].flatMap((theme) => [1440, 390].map((width) => ({ theme, width })));
  const look = async () => {
    // Two at a time: as many as there are cores.
    for (const pair of [views.slice(0, 2), views.slice(2)]) {
      await Promise.all(
        pair.map(async (view) => {
          const { context, page, problems } = await openPage(browser, { url, token, ...view });
          for (const target of all) await check(page, target, { problems, ...view });
          await context.close();
        }),
      );
    }
  };
  const act = async () => {
    if (only && only !== 'interactions') return;
    // A stand-in of its own: these sign out and remove things.
    const own = fake ? await startFakeServer() : undefined;
    await interactions({ browser, url: own?.url ?? url, token, app, fake: own !== undefined, report });
    own?.close();
  };
  await Promise.all([look(), act()]);
} catch (error) {
  report('run', [error.message]);
} finally {
  await browser.close();
  fake?.close();
}
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exit(results.failed === 0 && results.passed > 0 ? 0 : 1);
