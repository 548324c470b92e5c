import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });

/** A page that remembers what a person would see in the developer tools as red. */
export async function openPage(
  browser,
  { url, theme = 'light', width = 1440, height = 1000, token, cookies = [] },
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    hasTouch: width < 600,
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
    acceptDownloads: true,
    baseURL: url,
    permissions: ['clipboard-read', 'clipboard-write'],
    ...(token && { extraHTTPHeaders: { authorization: `Bearer ${token}` } }),
  });
  if (cookies.length > 0) await context.addCookies(cookies);
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    // An answer with an error status is logged by the browser itself; pages that show it expect it.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      problems.push(`console: ${message.text()}`);
    }
  });
  await page.addInitScript(() => {
    window.cspReports = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.cspReports.push(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
  return { context, page, problems };
}

/** Waits until nothing loads any more and the charts are drawn. */
export async function settle(page) {
  await page.locator('main h1').first().waitFor({ timeout: 8000 });
  await page
    .waitForFunction(() => document.querySelector('[role=status][aria-label=Loading]') === null, null, {
      timeout: 8000,
    })
    .catch(() => undefined);
  await page.waitForTimeout(150);
}

export const cspReports = (page) => page.evaluate(() => window.cspReports ?? []);

/** Accessibility findings, one line each. */
export async function axe(page) {
  // Evaluated by the debugger, which the content security policy of the page does not bind.
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(
      (v) =>
        `${v.id}: ${v.nodes.length} × ${v.nodes[0].target.join(' ')} ${v.nodes[0].any[0]?.message ?? ''}`,
    );
  });
}

export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
