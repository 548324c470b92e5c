import { expect, until } from './expect.mjs';

const rows = (page) => page.getByRole('grid').getByRole('row');

/** What people do with single requests. */
export const requestTests = {
  async requests_rowOpensTheDrawer_andKeysGoOn({ page, open }) {
    await open('requests', '?live=off');
    await rows(page).nth(3).getByRole('link').click();
    const drawer = page.getByRole('complementary', { name: 'Request', exact: true });
    await drawer.getByRole('tab', { name: 'Overview' }).waitFor();
    const first = new URL(page.url()).searchParams.get('open');
    await page.keyboard.press('j');
    await page.waitForFunction((before) => new URL(location.href).searchParams.get('open') !== before, first);
    await page.keyboard.press('k');
    await page.waitForFunction((before) => new URL(location.href).searchParams.get('open') === before, first);
    await page.keyboard.press('.');
    await page.getByText('Copied as cURL').waitFor();
    expect((await page.evaluate(() => navigator.clipboard.readText())).startsWith('curl '), 'cURL is copied');
    await page.keyboard.press('Escape');
    await until(page, () => !location.search.includes('open='), 'Escape closes the drawer');
  },
  async requests_valuesFilter_altClickExcludes({ page, open }) {
    await open('requests', '?live=off');
    const status = rows(page).nth(2).getByRole('gridcell').nth(1).getByRole('button');
    await status.click();
    await until(page, () => location.search.includes('q=status:'), 'a click filters');
    await page
      .getByRole('grid')
      .getByRole('button', { name: /^(GET|POST)$/ })
      .first()
      .click({ modifiers: ['Alt'] });
    await until(page, () => location.search.includes('-method:'), 'Alt-click excludes');
  },
  async requests_listScrolls_andLoadsOlderOnes({ page, open }) {
    await open('requests', '?live=off');
    const grid = page.getByRole('grid');
    const before = await grid.evaluate((box) => box.scrollHeight);
    expect((await rows(page).count()) < 90, 'only rows on screen are drawn');
    await grid.evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
    await page.waitForFunction(
      (height) => document.querySelector('[role=grid]').scrollHeight > height,
      before,
      { timeout: 4000 },
    );
  },
  async requests_tabsOfTheDrawer_areInTheAddress({ page, open }) {
    await open('requests', '?live=off');
    await rows(page).nth(2).getByRole('link').click();
    await page.getByRole('tab', { name: 'Headers' }).click();
    await until(page, () => location.search.includes('tab=headers'), 'the tab is in the address');
    await page.getByRole('link', { name: 'Open on a page of its own' }).click();
    await page.waitForURL(/\/requests\/[0-9a-f-]{36}\?/);
    await page.getByRole('tab', { name: 'Headers' }).waitFor();
  },
};

/** Those for which the answers must be known. */
export const fakeRequestTests = {
  async requests_searchThatEndedEarly_saysSo_andGoesOn({ page, open }) {
    await open('requests', '?live=off&q=body:slow');
    await page.getByRole('grid').evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
    await page.getByText(/^Searched back to .* in 10 s\. Narrow the filter or search further\./).waitFor();
    await page.getByRole('button', { name: 'Search further' }).click();
    await page.getByText('Searched back to').waitFor({ state: 'detached' });
  },
  async requests_live_pausesWhenScrolledDown_andCounts({ page, open }) {
    await open('requests');
    const height = () => page.getByRole('grid').evaluate((box) => box.scrollHeight);
    const before = await height();
    await page.waitForFunction((h) => document.querySelector('[role=grid]').scrollHeight > h, before, {
      timeout: 6000,
    });
    await page.getByRole('grid').evaluate((box) => box.scrollTo({ top: 600 }));
    const fresh = page.getByRole('button', { name: /new requests?: back to the top/ });
    await fresh.waitFor({ timeout: 6000 });
    await fresh.click();
    await fresh.waitFor({ state: 'detached' });
    expect((await page.getByRole('grid').evaluate((box) => box.scrollTop)) < 5, 'the list is at its top');
  },
  async requests_live_pausedByKey_keepsRows_andTellsOfTheGap({ page, open }) {
    await open('requests');
    const height = () => page.getByRole('grid').evaluate((box) => box.scrollHeight);
    const before = await height();
    await page.waitForFunction((h) => document.querySelector('[role=grid]').scrollHeight > h, before, {
      timeout: 6000,
    });
    await page.keyboard.press('l');
    await until(page, () => location.search.includes('live=off'), 'l pauses');
    expect((await height()) > before, 'rows that arrived stay');
    await page.keyboard.press('l');
    await page.getByText('Some requests in between are not shown.').waitFor();
    await page.getByRole('button', { name: 'Load them all' }).click();
    await page.getByText('Some requests in between are not shown.').waitFor({ state: 'detached' });
  },
  async requests_live_samplesWhenTooManyArrive({ page, open }) {
    await open('requests', '?q=many');
    await page.getByText(/^More than 50 requests a second arrive/).waitFor({ timeout: 6000 });
  },
  async requests_view_isSaved_changed_andReset({ page, open }) {
    await open('requests', '?live=off&q=status:5xx');
    await page.getByRole('button', { name: 'Save as…' }).click();
    await page.getByLabel('Name').fill('Failing');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Failing', pressed: true }).waitFor();
    await page.getByRole('button', { name: /^Remove filter status/ }).click();
    await page.getByRole('button', { name: 'Slower than 1 s' }).click();
    await until(page, () => location.search.includes('q=duration:'), 'a built-in view filters');
    await page.getByRole('button', { name: 'Failing' }).click();
    await until(page, () => location.search.includes('q=status:5xx'), 'the saved view is back');
  },
  async requests_share_linkIsShownOnce({ page, open, go }) {
    await open('requests', '?live=off&q=status:5xx');
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByLabel('Name').fill('For support');
    await page.getByRole('button', { name: 'Create link' }).click();
    await page.getByText(/\/s\/ghs_x7KdExampleSecret$/).waitFor();
    await go('/s/ghs_x7KdExampleSecret');
    await page.getByText('status:5xx', { exact: true }).waitFor();
    await go('/s/none');
    await page.getByText('This link has ended').waitFor();
  },
  async requests_body_foldsSearches_andMasks({ page, open }) {
    await open('requests', '?live=off&open=00000000-0000-4000-8000-000000000038&tab=body');
    expect((await page.getByText('redacted', { exact: true }).count()) === 2, 'masked values are chips');
    await page.getByLabel('Search in the body').fill('SKU-1003');
    await page.getByText('1 match').waitFor();
    await page.getByRole('button', { name: 'Fold shipper' }).click();
    await page.getByText('"Osprey Parts"').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '"origin"' }).click();
    await page.getByRole('menuitem', { name: 'Copy path' }).click();
    expect((await page.evaluate(() => navigator.clipboard.readText())) === '$.origin', 'the path is copied');
    await page.getByRole('button', { name: '"origin"' }).click();
    await page.getByRole('menuitem', { name: 'At this endpoint' }).click();
    await page.waitForURL(/\/a\/[^/]+\/redaction/);
    await page.locator('input[value="$.origin"]').waitFor();
    expect(
      (await page.getByLabel('Endpoint').last().inputValue()).startsWith('POST '),
      'the rule is for its endpoint',
    );
    await page.getByText('Would change 12 of the last 50 requests').waitFor();
  },
  async requests_columns_comeFromFieldsThatReadersChoose({ page, open }) {
    await open('requests', '?live=off');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByLabel('Header, place in a body, or attribute').fill('req.header.x-tenant');
    await page.getByRole('button', { name: 'Add column' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await until(
      page,
      () => location.search.includes('cols=req.header.x-tenant'),
      'columns are in the address',
    );
    await page.getByRole('columnheader', { name: 'x-tenant' }).waitFor();
    await rows(page)
      .nth(1)
      .getByRole('button', { name: /^v\d\d$/ })
      .click();
    await until(page, () => location.search.includes('q=req.header.x-tenant'), 'a click on a value filters');
  },
  async redaction_likelySecretsAndFields_makeRulesByAClick({ page, open }) {
    await open('redaction');
    await page.getByText('Hid 1,204 values in 24 h').waitFor();
    const likely = page.getByRole('region', { name: 'Likely secrets' });
    await likely.getByText('$.contacts[*].mail').waitFor();
    await likely.getByRole('button', { name: 'Mask it' }).nth(1).click();
    await page.locator('input[value="$.contacts[*].mail"]').waitFor();
    await page.getByText('Would change 12 of the last 50 requests').waitFor();
    await likely.getByText('$.contacts[*].mail').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '"origin"' }).click();
    await page.getByRole('menuitem', { name: 'Every field named origin' }).click();
    await page.locator('input[value="$..origin"]').waitFor();
    await page.getByText('Not saved yet.').waitFor();
  },
  async shared_withAPassword_opensToThoseWhoKnowIt({ page, go }) {
    await go('/s/ghs_locked');
    await page.getByLabel('Password').fill('ten violet trams');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('This is not the password of the link.').waitFor();
    await page.getByLabel('Password').fill('nine violet trams');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'For support' }).waitFor();
    await page.getByRole('region', { name: 'Endpoints' }).getByRole('row').nth(1).waitFor();
  },
  async requests_trace_showsAttributes_andUnfolds({ page, open }) {
    await open('requests', '?live=off&open=00000000-0000-4000-8000-000000000038&tab=trace');
    await page.getByRole('button', { name: /^6 similar spans/ }).click();
    await page.getByText('postgresql').waitFor();
    await page.getByText('Underlined: critical path.').waitFor();
    await page.getByRole('button', { name: 'Show them' }).click();
    expect((await page.getByRole('button', { name: 'SELECT lanes' }).count()) === 6, 'six spans are shown');
  },
  async requests_viewer_seesNoContents({ page, open, setState }) {
    await setState({ role: 'viewer' });
    await open('requests', '?live=off&open=00000000-0000-4000-8000-000000000038&tab=body');
    await page
      .getByText('Headers, bodies, log lines and messages are hidden for you. Ask Ines Marek (owner).')
      .waitFor();
    await setState({ role: 'owner' });
  },
};
