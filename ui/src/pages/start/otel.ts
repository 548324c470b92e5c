/** How services that speak OpenTelemetry report here. Code shown to people, never run. */

import type { Framework, Setup, Snippet } from './frameworks';

const lines = (
  pairs: readonly (readonly [string, string])[],
  line: (name: string, value: string) => string,
) => pairs.map(([name, value]) => line(name, value)).join('\n');

const environment = (pairs: readonly (readonly [string, string])[]): Snippet => ({
  title: 'point',
  tabs: {
    Shell: lines(pairs, (name, value) => `export ${name}="${value}"`),
    Compose: `environment:\n${lines(pairs, (name, value) => `  ${name}: "${value}"`)}`,
    systemd: `[Service]\n${lines(pairs, (name, value) => `Environment="${name}=${value.replace(/%/g, '%%')}"`)}`,
  },
});

const variables = ({ origin, token, env }: Setup) =>
  [
    ['OTEL_EXPORTER_OTLP_ENDPOINT', origin],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'http/protobuf'],
    ['OTEL_EXPORTER_OTLP_HEADERS', `authorization=Bearer%20${token}`],
    ['OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE', 'delta'],
    ['OTEL_RESOURCE_ATTRIBUTES', `deployment.environment.name=${env}`],
    ['OTEL_SERVICE_NAME', 'my-service'],
  ] as const;

const SECRET = 'Keep the key out of the sources: whoever has it can report as this app.';

const agent: Framework = {
  id: 'opentelemetry-java',
  name: 'OpenTelemetry Java agent',
  language: 'OpenTelemetry',
  native: true,
  snippets: (setup) => [
    environment(variables(setup)),
    { title: 'code', tabs: { Shell: 'java -javaagent:opentelemetry-javaagent.jar -jar app.jar' } },
  ],
  traps: [
    SECRET,
    'Counts are exact: they come from the metric http.server.request.duration. Other metrics are dropped, which the agent may log.',
    'Bodies are not told, and headers only when the agent is told which.',
    'An address with a path for one signal, such as OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, is used as it is: it needs /v1/traces at its end.',
  ],
};

const any: Framework = {
  id: 'opentelemetry',
  name: 'OpenTelemetry',
  language: 'Any language',
  native: true,
  snippets: (setup) => [
    environment(variables(setup)),
    {
      title: 'code',
      tabs: {
        Collector: `exporters:\n  otlphttp/gatehouse:\n    endpoint: ${setup.origin}\n    headers:\n      x-api-key: ${setup.token}\n    sending_queue:\n      storage: file_storage\n      block_on_overflow: true\n    retry_on_failure:\n      max_elapsed_time: 0`,
      },
    },
  ],
  traps: [
    SECRET,
    'Without metrics requests are counted from spans: a sampler makes them an estimate, which the pages say. Billing needs exact counts.',
    'Set http.route: without it routes are guessed from paths.',
    'SDKs keep 2,048 spans in memory: an outage of seconds loses some. A collector in between with a queue on disk loses none.',
    'Consumers are read from gatehouse.consumer.id, enduser.id or user.id of the server span.',
    'Over gRPC use the same address: this server takes it on the same port, and on one of its own with ingest.otlp-grpc-port.',
  ],
};

const apitally: Framework = {
  id: 'apitally-1',
  name: 'Apitally SDK 1.x',
  language: 'Python, Node.js, Go, .NET',
  native: true,
  writeToken: true,
  snippets: ({ origin, writeToken, env }) => [
    environment([
      ['APITALLY_OTLP_ENDPOINT', origin],
      ['APITALLY_WRITE_TOKEN', writeToken],
      ['APITALLY_ENV', env],
    ]),
  ],
  traps: [
    SECRET,
    'The token has the form apt_ and 24 characters; the SDK switches itself off when it is given another one.',
    'The variables OTEL_EXPORTER_OTLP_… are not used by these SDKs.',
    'Counts are complete, requests shown one by one are what the sampler of the SDK lets through.',
    'Releases before 1.0 speak another protocol: choose their framework in the list.',
  ],
};

export const OTEL_FRAMEWORKS: readonly Framework[] = [any, agent, apitally];
