export const redaction = {
  text: 'What is taken out of requests before they are stored. Services with our SDK take it out before they send, so that it never travels.',
  what: 'redaction',
  rules: 'Rules',
  rulesText:
    'A header or parameter by its name, or a place in a body such as $.customer.email, $.items[*].card or $..password.',
  target: 'Where',
  targets: {
    'request-header': 'Request header',
    'response-header': 'Response header',
    query: 'Query parameter',
    'request-body': 'Request body',
    'response-body': 'Response body',
  },
  path: 'Name or JSONPath',
  action: 'What happens',
  actions: { mask: 'Mask', hash: 'Hash', drop: 'Drop' },
  addRule: 'Add a rule',
  endpoint: 'Endpoint',
  everywhere: 'All endpoints',
  applies: 'Applies to what comes from now on; services hear of it with their next report.',
  preview: 'Preview',
  previewed: (matched: number, documents: number, micros: number) =>
    documents === 0
      ? 'No request is stored yet to try it on.'
      : `Would change ${matched} of the last ${documents} requests, at ${micros} µs each.`,
  stored: 'Stored requests',
  storedText: 'Rules leave what is stored already as it is, unless you apply them to it, too.',
  rewrite: 'Rewrite stored requests',
  rewriteText:
    'The rules above are applied to all stored requests of this app. What they hide cannot be brought back.',
  job: (state: string, seen: number, requests: number, changed: number) =>
    state === 'done'
      ? `Done: ${changed} of ${seen} requests were changed.`
      : `${seen} of ${requests} requests looked at, ${changed} changed.`,
  builtIn: 'Always masked',
  builtInText: 'Without any rule, whatever the client:',
};
