import { readFileSync } from 'node:fs';
import { cspReports, openPage, settle } from './browser.mjs';
import { expect, until } from './expect.mjs';
import { chartTests } from './interactions-charts.mjs';
import { dialogTests, fakeDialogTests } from './interactions-dialogs.mjs';
import { fakeKeyTests } from './interactions-keys.mjs';
import { fakePeopleTests } from './interactions-people.mjs';
import { fakeRequestTests, requestTests } from './interactions-requests.mjs';
import { publicStatusTests, watchTests } from './interactions-watch.mjs';

/** What people do with the pages. Those with `fake` need states that only the stand-in server can be put into. */

const search = (page) => new URL(page.url()).searchParams;

const tests = {
  ...requestTests,
  ...watchTests,
  ...dialogTests,
  ...chartTests,
  async filter_chips_completeApplyAndGo({ page, open }) {
    await open('traffic');
    await page.keyboard.press('/');
    await page.getByRole('combobox', { name: 'Filter' }).fill('status:');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until(page, () => location.search.includes('q=status:'), 'filter is not in the address');
    await page.getByRole('button', { name: /^Remove filter status:/ }).click();
    await until(page, () => !location.search.includes('q='), 'filter stayed in the address');
  },
  async filter_wrongToken_isMarkedAndTheRestApplies({ page, open }) {
    await open('traffic', '?q=method:GET+status:9xx');
    expect((await page.locator('[data-wrong]').count()) === 1, 'one chip is marked');
    expect(await page.locator('[data-wrong]').getAttribute('title'), 'the mark has a reason');
  },
  async range_pickedByMouseAndKey({ page, open }) {
    await open('traffic');
    await page.getByTitle('Time range').click();
    await page.getByRole('button', { name: 'Last 7 days' }).click();
    await until(page, () => location.search.includes('range=7d'), '7 days picked');
    await page.keyboard.press('1');
    await until(page, () => location.search.includes('range=1h'), 'key 1 is the last hour');
    await page.keyboard.press('ArrowLeft');
    await until(page, () => location.search.includes('from='), 'left arrow is the period before');
  },
  async range_custom_refusesReversed({ page, open }) {
    await open('traffic');
    await page.getByTitle('Time range').click();
    await page.getByLabel(/^From/).fill('2026-11-20T10:00');
    await page.getByLabel(/^To/).fill('2026-11-20T09:00');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('The end must lie after the start.').waitFor();
  },
  async k10_usage_monthsRowsAndCalls({ page, open }) {
    await open('usage');
    await until(page, () => location.search.includes('range=mtd'), 'this month is shown first');
    await page.getByRole('button', { name: 'Month before' }).click();
    await until(page, () => /from=\d{4}-\d\d-/.test(location.search), 'the month before is in the address');
    await page
      .getByRole('button', { name: /^Endpoints of / })
      .first()
      .click();
    await page
      .getByRole('region', { name: /^Endpoints of / })
      .getByRole('table')
      .waitFor();
    await page.getByTitle('Recorded requests behind this figure').first().click();
    await until(page, () => location.pathname.endsWith('/requests'), 'a figure leads to its requests');
    expect(search(page).get('q').startsWith('consumer:'), 'of that consumer');
  },
  async m3_statements_areReachedFromUsage({ page, open }) {
    await open('usage');
    await page.getByRole('link', { name: 'Statements' }).click();
    await until(page, () => location.pathname.endsWith('/usage/statements'), 'the usage page leads there');
    await page.locator('a[data-row-link]').first().click();
    await until(
      page,
      () => /\/usage\/statements\/.+/.test(location.pathname),
      'a row leads to its statement',
    );
  },
  async k11_query_completesAndRuns({ page, open }) {
    await open('usage/query');
    const editor = page.getByRole('textbox', { name: 'SQL' });
    await editor.fill('');
    await editor.pressSequentially('SELECT method FROM v_usage_d');
    await page.getByRole('option', { name: 'v_usage_day' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect((await editor.inputValue()) === 'SELECT method FROM v_usage_day', 'the word is completed');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: 'Result' }).getByRole('table').waitFor();
    await until(page, () => location.hash.includes('v_usage_day'), 'the SQL is in the address');
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    expect((await file).suggestedFilename() === 'query.csv', 'a file is offered');
  },
  async compare_switchesOff({ page, open }) {
    await open('traffic');
    await page.keyboard.press('x');
    await until(page, () => location.search.includes('cmp=none'), 'x switches the comparison');
    await page.keyboard.press('x');
    await until(page, () => !location.search.includes('cmp='), 'x brings it back');
  },
  async tiles_switchTheChart_andLegendHides({ page, open }) {
    await open('traffic');
    await page.getByRole('button', { name: /^5xx \d/ }).click();
    await until(page, () => location.search.includes('hide=5xx'), 'legend hides');
    await page.getByRole('button', { name: /^Error rate/ }).click();
    await until(page, () => location.search.includes('m=errors'), 'tile switches the metric');
    expect(!search(page).has('hide'), 'another metric starts with all series');
  },
  async chart_dragZooms_andDoubleClickGoesBack({ page, open }) {
    await open('traffic');
    const box = await page.locator('.u-over').first().boundingBox();
    await page.mouse.move(box.x + 200, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 420, box.y + 80, { steps: 4 });
    await page.mouse.up();
    await until(page, () => location.search.includes('from='), 'dragging zooms');
    await settle(page);
    await page
      .locator('.u-over')
      .first()
      .dblclick({ position: { x: 120, y: 60 } });
    await until(page, () => !location.search.includes('from='), 'double click goes back');
  },
  async chart_arrowKeys_readValues({ page, open }) {
    await open('traffic');
    const chart = page.getByRole('slider').first();
    await chart.focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(/5xx [\d,–]+/.test(await chart.getAttribute('aria-valuetext')), 'values are read out');
  },
  async chart_asTable_andCsv({ page, open }) {
    await open('traffic');
    await page.getByRole('button', { name: 'View as table' }).click();
    expect((await page.locator('table').first().getByRole('row').count()) > 20, 'one row per bar');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).first().click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text.startsWith('Time,5xx,4xx,3xx,2xx') && text.includes('\r\n'), 'CSV has a header and CRLF');
  },
  async table_sortsAndDownloads({ page, open }) {
    await open('traffic');
    await page.getByRole('button', { name: 'p95' }).click();
    await until(page, () => location.search.includes('sort=p95'), 'sorting is in the address');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).last().click();
    expect(readFileSync(await (await download).path(), 'utf8').startsWith('Endpoint,'), 'CSV of the table');
  },
  async drillDown_keepsTheView({ page, open }) {
    await open('traffic', '?range=7d');
    await page.locator('[data-row-link]').first().click();
    await page.waitForURL(/\/endpoints\/[^/]+\?range=7d/);
    await settle(page);
    await page.getByRole('tab', { name: 'Latency' }).click();
    await until(page, () => location.search.includes('tab=latency'), 'tab is in the address');
    await page.goBack();
    await until(page, () => !location.search.includes('tab='), 'back works');
  },
  async keyboard_goesToPages_rows_andHelp({ page, open }) {
    await open('traffic');
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.waitForURL(/\/errors/);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await page.waitForURL(/\/endpoints/);
    await page.locator('[data-row-link]').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/endpoints\/[^/?]+/);
  },
  async findBox_jumps({ page, open }) {
    await open('traffic');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or jump to' }).fill('perf');
    await page.getByRole('option', { name: /Performance/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/performance/);
  },
  async theme_staysAndIsSetBeforePaint({ page, open }) {
    await open('traffic');
    await page.keyboard.press('t');
    await until(
      page,
      () => document.documentElement.dataset.mantineColorScheme === 'dark',
      't switches to dark',
    );
    await page.reload({ waitUntil: 'commit' });
    await until(
      page,
      () => document.documentElement.dataset.mantineColorScheme === 'dark',
      'dark after reload',
    );
  },
  async live_pauses({ page, open }) {
    await open('traffic');
    await page.keyboard.press('l');
    await until(page, () => location.search.includes('live=off'), 'l pauses');
    await page.getByRole('button', { name: 'Paused' }).waitFor();
  },
  async badAddress_fallsBack({ page, open }) {
    await open('traffic', '?range=nonsense&m=nothing&step=7&from=x&cmp=maybe&sort=%3Cimg%3E');
    await page.getByTitle('Time range').getByText('Last 24 hours').waitFor();
    await page.locator('.u-over').first().waitFor();
  },
  async firstChart_waitsForEightRequests({ page, url, app }) {
    const needed = [/\/traffic$/, /\/theme\.js$/, /\.css$/, /\.js$/, /\/environments$/, /\/series\?/];
    const awaited = [];
    await page.route('**/*', (route) => {
      const address = route.request().url();
      if (!needed.some((pattern) => pattern.test(address))) return; // never answered
      awaited.push(address);
      return route.continue();
    });
    await page.goto(`${url}/a/${app}/traffic`, { waitUntil: 'commit' });
    await page.locator('.u-over').first().waitFor();
    expect(awaited.length <= 8, `the first chart waits for ${awaited.length}: ${awaited.join(' ')}`);
  },
  async columns_areResized_byKeyAndPointer({ page, open }) {
    await open('traffic');
    const column = page.getByRole('columnheader', { name: 'p95' });
    const edge = column.getByRole('separator');
    const before = (await column.boundingBox()).width;
    await edge.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await until(page, () => location.search.includes('widths=p95.'), 'the width is in the address');
    expect((await column.boundingBox()).width > before + 20, 'the column is wider');
    const grip = await edge.boundingBox();
    await page.mouse.move(grip.x + 3, grip.y + 5);
    await page.mouse.down();
    await page.mouse.move(grip.x + 103, grip.y + 5, { steps: 4 });
    await page.mouse.up();
    expect((await column.boundingBox()).width > before + 100, 'dragging widens');
    await edge.dblclick();
    await until(page, () => !location.search.includes('widths='), 'a double click gives the width back');
  },
  async tableHead_staysInSight({ page, open }) {
    await page.setViewportSize({ width: 1440, height: 420 });
    await open('endpoints');
    const head = page.getByRole('columnheader').first();
    await page.getByRole('row').last().scrollIntoViewIfNeeded();
    await page.waitForFunction(() => window.scrollY > 200, null, { timeout: 4000 });
    expect((await head.boundingBox()).y >= 0, 'the head of the table is still on the screen');
  },
  async columns_areChosen({ page, open }) {
    await open('traffic');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByLabel('p99', { exact: true }).check();
    await page.getByRole('columnheader', { name: 'p99' }).waitFor();
  },
};

const fakeTests = {
  ...fakeKeyTests,
  ...fakeDialogTests,
  ...fakePeopleTests,
  ...fakeRequestTests,
  async m3_statements_listOneAndItsFiles({ page, open }) {
    await open('usage/statements');
    await page.locator('a[data-row-link]').first().click();
    await page.getByRole('region', { name: '2. Adjustment' }).getByRole('table').waitFor();
    await page.getByText(/^Checked: every entry has its hash/).waitFor();
    const csv = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    expect(/\/statements\/[^/]+\/csv$/.test(csv), 'its lines are offered as a file');
    await page.emulateMedia({ media: 'print' });
    expect(!(await page.getByRole('link', { name: 'CSV' }).isVisible()), 'paper has no buttons');
    expect(await page.getByRole('region', { name: '1. Stated' }).isVisible(), 'paper has the entries');
    await page.emulateMedia({ media: 'screen' });
  },
  async empty_neverAny_leadsToOnboarding({ page, go }) {
    await go('/a/quiet/traffic');
    await page.getByRole('link', { name: 'Connect a client' }).click();
    await page.waitForURL(/\/a\/quiet\/start/);
    await page.getByText('Waiting for the first request').waitFor();
  },
  async empty_filtered_offersToClear({ page, open }) {
    await open('traffic', '?q=nothing');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.locator('.u-over').first().waitFor();
  },
  async error_isPerPanel_withRequestId({ page, go }) {
    await go('/a/broken/traffic');
    await page.getByText('Could not load traffic over time.').waitFor({ timeout: 9000 });
    await page.getByText('Request req_7fk2q9x0').first().waitFor();
    await page.getByRole('button', { name: 'Retry' }).first().waitFor();
  },
  async unknownThing_isNotFound({ page, go }) {
    await go('/a/harbourline/endpoints/none');
    await page.getByText('There is nothing here.').waitFor();
  },
  async hostileText_staysText({ page, go }) {
    await go('/a/harbourline/consumers');
    await page.getByText('<b>Not bold</b> \\u{202e}gnp').waitFor();
  },
  async token_secretIsShownOnce({ page, go }) {
    await go('/settings/tokens');
    await page.getByRole('button', { name: 'Create token' }).first().click();
    await page.getByRole('textbox', { name: 'Name' }).fill('ci');
    await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click();
    await page.getByText('ghp_x7KdExampleSecret', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    expect((await page.getByText('ghp_x7KdExampleSecret').count()) === 0, 'the secret is gone');
  },
  async createApp_leadsToOnboarding({ page, go }) {
    await go('/');
    await page.getByRole('button', { name: 'Create app' }).click();
    await page.getByLabel('Name').fill('Billing');
    await page.getByRole('dialog').getByRole('button', { name: 'Create app' }).click();
    await page.waitForURL(/\/a\/billing\/start/);
    await page.getByRole('button', { name: /Spring Boot \(Apitally\)/ }).click();
    await page.getByText(/environment of the process only/).waitFor();
  },
  async onboarding_ofTheSdk_putsTheNewTokenIntoTheSnippet({ page, go }) {
    await go('/a/quiet/start');
    await page.getByText('gatehouse.ingest-token=<ingest key>').waitFor();
    await page.getByRole('button', { name: 'Create a key' }).click();
    await page.getByText('gatehouse.ingest-token=ghi_n3QvExampleSecret').waitFor();
    await page.getByText('Waiting for the first request').waitFor();
  },
  async session_signOutAndIn({ page, go, url }) {
    await go('/settings/tokens');
    await page.getByTitle('Your account').click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/\/signin/);
    await page.goto(`${url}/a/harbourline/errors?range=7d`);
    await page.waitForURL(/\/signin\?next=/);
    await page.getByLabel('E-mail').fill('ines@harbourline.example');
    await page.getByLabel('Password').fill('wrong wrong wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail or password is wrong.').waitFor();
    await page.getByLabel('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/a\/harbourline\/errors\?range=7d/);
  },
  async viewer_isToldWhomToAsk_andCannotChange({ page, go, setState }) {
    await setState({ role: 'viewer' });
    await go('/settings/apps');
    await page.getByText('Changing this needs the role Admin. Ask Ines Marek (owner).').waitFor();
    expect(await page.getByLabel('Name').isDisabled(), 'the form is locked');
    await go('/settings/audit');
    await page.getByText('You need the role Admin to see this').waitFor();
    await go('/a/harbourline/consumers?tab=groups');
    expect((await page.getByRole('button', { name: 'Create group' }).count()) === 0, 'no button to create');
    await go('/');
    expect((await page.getByRole('button', { name: 'Create app' }).count()) === 0, 'no app to create');
    await setState({ role: 'owner' });
  },
  async demo_isRemovedWithOneClick({ page, go }) {
    await go('/a/harbourline/traffic');
    await page.getByRole('button', { name: 'Remove demo data' }).click();
    await page.getByRole('heading', { name: 'Apps' }).waitFor();
    await page.getByText('Demo data').waitFor({ state: 'detached' });
  },
};

export async function interactions({ browser, url, token, app, fake, report }) {
  const setState = (state) =>
    fetch(`${url}/api/v1/test/state`, {
      method: 'POST',
      headers: { 'x-gatehouse-csrf': '1' },
      body: JSON.stringify(state),
    });
  const all = { ...tests, ...(fake ? fakeTests : publicStatusTests) };
  for (const [name, test] of Object.entries(all)) {
    const { context, page, problems } = await openPage(browser, { url, token });
    page.setDefaultTimeout(5000);
    const go = async (path) => {
      await page.goto(url + path);
      await settle(page);
    };
    const open = (target, query = '') => go(`/a/${app}/${target}${query}`);
    const findings = [];
    try {
      await test({ page, open, go, url, app, setState });
    } catch (error) {
      findings.push(String(error.message).split('\n').slice(0, 2).join(' '));
    }
    findings.push(...problems, ...(await cspReports(page).catch(() => [])));
    report(name, findings);
    await context.close();
  }
}
