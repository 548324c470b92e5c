import { FRAMEWORKS, testCall } from './frameworks';

const setup = {
  origin: 'https://gate.example',
  clientId: '0b9f2c1e-8a51-4a52-9d7e-0c2f4f9a1b11',
  env: 'prod',
  token: 'ghi_0123456789',
  writeToken: 'apt_0123456789abcdefghijklmn',
};

test('frameworks_ids_areUnique', () =>
  expect(new Set(FRAMEWORKS.map((f) => f.id)).size).toBe(FRAMEWORKS.length));
test.each(FRAMEWORKS.map((f) => [f.id, f] as const))(
  'framework_%s_namesServerIdAndTraps',
  (_id, framework) => {
    const text = framework
      .snippets(setup)
      .flatMap((snippet) => Object.values(snippet.tabs))
      .join('\n');
    expect(text).toContain(setup.origin);
    const key = framework.writeToken ? setup.writeToken : setup.token;
    expect(text).toContain(framework.native ? key : setup.clientId);
    expect(text).not.toContain(`${setup.origin}/\n`);
    expect(framework.traps.length).toBeGreaterThan(0);
  },
);
test('testCall_isOneSyncMessage', () => {
  const call = testCall(setup, () => 'uuid', 1_700_000_000_000);
  expect(call).toContain(`${setup.origin}/v2/${setup.clientId}/prod/sync`);
  const body = JSON.parse(call.slice(call.indexOf("'{") + 1, -1)) as { timestamp: number };
  expect(body.timestamp).toBe(1_700_000_000);
});
