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
  unsaved: 'Not saved yet.',
  hits: (n: string, last: string) => `Hid ${n} values in 24 h, last ${last}.`,
  noHits: 'Has hidden nothing in 30 days.',
  document: 'Make a rule by clicking',
  documentOf: 'Recorded request',
  documentHint: 'Click the name of a field or header to mask it.',
  noDocument: 'No request with a body is recorded yet. The built-in rules are on all the same.',
  likely: 'Likely secrets',
  likelyText: (n: number) =>
    `In the last ${n} recorded requests no rule hides these places. Only places are listed here, never values.`,
  noneLikely: (n: number) =>
    n === 0
      ? 'No request is recorded yet to look at.'
      : `Nothing in the last ${n} recorded requests looks private and is not hidden.`,
  looks: {
    email: 'e-mail addresses',
    phone: 'phone numbers',
    account: 'bank accounts',
    token: 'random tokens',
    name: 'private by its name',
  },
  inDocuments: (n: number) => (n === 1 ? 'in 1 request' : `in ${n} requests`),
  maskIt: 'Mask it',
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
