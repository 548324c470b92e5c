// npm run paint: how long Traffic takes to be ready and to answer. Prints figures and judges nothing: they depend on the
// machine. Against GATEHOUSE_URL (with GATEHOUSE_API_TOKEN if it asks who calls), else against the fake server.
import { launch, openPage, settle } from './browser.mjs';
import { startFakeServer } from './fake-server.mjs';

const READY_RUNS = 7;
const HOVER_MOVES = 90;
const INTERACTION_ROUNDS = 5;
// 10 Mbit/s, 40 ms.
const NETWORK = { offline: false, latency: 40, downloadThroughput: 1.25e6, uploadThroughput: 1.25e6 };

const fake = process.env.GATEHOUSE_URL ? undefined : await startFakeServer();
const url = (process.env.GATEHOUSE_URL ?? fake.url).replace(/\/+$/, '');
const token = process.env.GATEHOUSE_API_TOKEN;

function print(name, values, budget) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] * 10) / 10;
  console.log(
    `${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms, n ${sorted.length} (budget ${budget})`,
  );
}

async function firstApp() {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${url}/api/v1/apps`, { headers });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: is GATEHOUSE_API_TOKEN set?`);
  return (await response.json()).items.find((item) => item.lastRequestAt).id;
}

/** From the start of the navigation to the frame after the first chart was put in the page; nothing is cached. */
async function ready(browser, address, slowDown) {
  const { context, page } = await openPage(browser, { url, token });
  const tools = await context.newCDPSession(page);
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', NETWORK);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('.u-over')) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => (window.readyAt = performance.now())));
    });
    watch.observe(document, { childList: true, subtree: true });
  });
  await page.goto(address);
  await page.waitForFunction(() => window.readyAt !== undefined, null, { timeout: 60_000 });
  const at = await page.evaluate(() => window.readyAt);
  await context.close();
  return at;
}

/** Event Timing: from the input to the next paint, in steps of 8 ms. The slowest event of each interaction counts. */
async function interactions(page) {
  await page.evaluate(() => {
    window.slowest = new Map();
    new PerformanceObserver((entries) => {
      for (const { interactionId, duration } of entries.getEntries()) {
        if (!interactionId) continue;
        window.slowest.set(interactionId, Math.max(duration, window.slowest.get(interactionId) ?? 0));
      }
    }).observe({ type: 'event', durationThreshold: 16 });
  });
  const act = async (action) => {
    await action();
    await page.waitForTimeout(400);
  };
  for (let round = 0; round < INTERACTION_ROUNDS; round += 1) {
    await act(() => page.getByRole('button', { name: 'p95', exact: true }).click());
    await act(() => page.getByRole('button', { name: /^5xx \d/ }).click());
    await act(() => page.keyboard.press('t'));
    await act(() => page.keyboard.press('x'));
  }
  return page.evaluate(() => [...window.slowest.values()]);
}

/** Work of the main thread per move to another bar: hit test, redraw of all bars, tooltip. */
async function hover(context, page) {
  const tools = await context.newCDPSession(page);
  await tools.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await tools.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const box = await page.locator('.u-over').first().boundingBox();
  const spent = [];
  for (let i = 0; i < HOVER_MOVES; i += 1) {
    const before = await busy();
    await page.mouse.move(box.x + ((i + 0.5) * box.width) / HOVER_MOVES, box.y + 80);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    spent.push((await busy()) - before);
  }
  return spent;
}

const browser = await launch();
try {
  const address = `${url}/a/${await firstApp()}/traffic?live=off`;
  for (const [slowDown, budget] of [
    [1, '1500'],
    [4, '3500'],
  ]) {
    const times = [];
    for (let i = 0; i < READY_RUNS; i += 1) times.push(await ready(browser, address, slowDown));
    print(`ready, CPU ${slowDown}x slower`, times, budget);
  }
  const { context, page } = await openPage(browser, { url, token });
  await page.goto(address);
  await settle(page);
  await page.waitForTimeout(1000);
  print('hover and redraw', await hover(context, page), 'p95 16');
  await page.mouse.move(2, 2);
  print('interaction to paint', await interactions(page), 'p95 100');
  await context.close();
} finally {
  await browser.close();
  fake?.close();
}
