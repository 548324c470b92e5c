/** Every page, by address. `find` looks up an id on a running server, where ids are not known beforehand. */
export const pages = (app, ids) => [
  { name: 'apps', path: '/' },
  { name: 'start', path: `/a/${app}/start` },
  { name: 'start-express', path: `/a/${app}/start?by=express` },
  { name: 'overview', path: `/a/${app}/overview` },
  { name: 'traffic', path: `/a/${app}/traffic` },
  { name: 'traffic-rate', path: `/a/${app}/traffic?m=errors&range=7d` },
  { name: 'performance', path: `/a/${app}/performance` },
  { name: 'performance-heatmap', path: `/a/${app}/performance?m=heatmap` },
  { name: 'errors', path: `/a/${app}/errors` },
  ...(ids.error ? [{ name: 'error', path: `/a/${app}/errors/${ids.error}` }] : []),
  { name: 'requests', path: `/a/${app}/requests` },
  { name: 'requests-none', path: `/a/${app}/requests?q=path:nothing-like-it&range=15m` },
  ...(ids.request
    ? [
        { name: 'requests-drawer', path: `/a/${app}/requests?open=${ids.request}` },
        ...['headers', 'body', 'logs', 'trace'].map((tab) => ({
          name: `requests-${tab}`,
          path: `/a/${app}/requests?open=${ids.request}&tab=${tab}`,
        })),
        { name: 'request', path: `/a/${app}/requests/${ids.request.split('@')[0]}` },
      ]
    : []),
  ...(ids.share
    ? [
        { name: 'shared', path: `/s/${ids.share}` },
        { name: 'shared-locked', path: '/s/ghs_locked' },
      ]
    : []),
  { name: 'shared-gone', path: '/s/none' },
  { name: 'endpoints', path: `/a/${app}/endpoints` },
  ...(ids.endpoint
    ? [
        { name: 'endpoint', path: `/a/${app}/endpoints/${ids.endpoint}` },
        { name: 'endpoint-payload', path: `/a/${app}/endpoints/${ids.endpoint}?tab=payload` },
      ]
    : []),
  { name: 'consumers', path: `/a/${app}/consumers` },
  { name: 'uptime', path: `/a/${app}/uptime` },
  ...(ids.monitor ? [{ name: 'uptime-monitor', path: `/a/${app}/uptime/${ids.monitor}` }] : []),
  { name: 'alerts', path: `/a/${app}/alerts` },
  ...(ids.rule ? [{ name: 'alerts-rule', path: `/a/${app}/alerts/${ids.rule}` }] : []),
  ...(ids.slo ? [{ name: 'alerts-slo', path: `/a/${app}/slos/${ids.slo}` }] : []),
  ...['slos', 'history', 'quiet', 'channels'].map((tab) => ({
    name: `alerts-${tab}`,
    path: `/a/${app}/alerts?tab=${tab}`,
  })),
  { name: 'status', path: `/a/${app}/status` },
  ...(ids.status ? [{ name: 'status-page', path: `/a/${app}/status/${ids.status}` }] : []),
  { name: 'reports', path: `/a/${app}/reports` },
  { name: 'reports-month', path: `/a/${app}/reports?by=month` },
  { name: 'keys', path: `/a/${app}/keys` },
  ...(ids.key ? [{ name: 'key', path: `/a/${app}/keys/${ids.key}` }] : []),
  { name: 'redaction', path: `/a/${app}/redaction` },
  { name: 'usage', path: `/a/${app}/usage` },
  { name: 'usage-endpoints', path: `/a/${app}/usage?by=key,endpoint` },
  { name: 'usage-versions', path: `/a/${app}/usage?by=version` },
  { name: 'usage-opened', path: `/a/${app}/usage?by=key&open=${ids.key}` },
  { name: 'usage-query', path: `/a/${app}/usage/query` },
  { name: 'statements', path: `/a/${app}/usage/statements` },
  ...(ids.statement ? [{ name: 'statement', path: `/a/${app}/usage/statements/${ids.statement}` }] : []),
  { name: 'groups', path: `/a/${app}/consumers?tab=groups` },
  ...(ids.consumer
    ? [{ name: 'consumer', path: `/a/${app}/consumers/${encodeURIComponent(ids.consumer)}` }]
    : []),
  ...(ids.group ? [{ name: 'group', path: `/a/${app}/groups/${encodeURIComponent(ids.group)}` }] : []),
  ...[
    'apps',
    'environments',
    'client-ids',
    'ingest-tokens',
    'sdk-settings',
    'ingestion',
    'retention',
    'members',
    'sign-in',
    'audit',
    'profile',
    'security',
    'tokens',
  ].map((section) => ({ name: `settings-${section}`, path: `/settings/${section}` })),
];

/** Ids of the first item of each kind. */
export async function firstIds(url, app, token) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const first = async (path) => {
    const response = await fetch(`${url}/api/v1/apps/${app}/${path}`, { headers });
    return response.ok ? (await response.json()).items[0] : undefined;
  };
  const all = async (path, wanted) => {
    const response = await fetch(`${url}/api/v1/apps/${app}/${path}`, { headers });
    return response.ok ? (await response.json()).items.find(wanted) : undefined;
  };
  const [error, endpoint, consumer, group, key, failing, rule, monitor, statement, status, slo] =
    await Promise.all([
      first('errors?limit=1'),
      first('endpoints?limit=1'),
      first('consumers?limit=1'),
      first('groups'),
      first('keys?limit=1'),
      first('requests?limit=1&q=has:trace+has:error'),
      all('rules', (rule) => rule.condition.threshold),
      all('monitors', (monitor) => monitor.kind === 'http'),
      first('statements?limit=1'),
      first('status-pages'),
      first('slos'),
    ]);
  return {
    error: error?.id,
    endpoint: endpoint?.id,
    consumer: consumer?.identifier,
    group: group?.name,
    key: key?.id,
    rule: rule?.id,
    monitor: monitor?.id,
    statement: statement?.id,
    status: status?.id,
    slo: slo?.id,
    // Only the stand-in has a link whose secret is known.
    share: (await fetch(`${url}/api/v1/shares/ghs_x7KdExampleSecret`)).ok
      ? 'ghs_x7KdExampleSecret'
      : undefined,
    request: failing && `${failing.id}@${failing.at}`,
  };
}
