/** How services with SDKs of APIToolkit and Monoscope move here. Code shown to people, never run. */

import type { Framework, Snippet } from './frameworks';

const SECRET = 'Keep the key out of the sources: whoever has it can report as this app.';

const second: Framework = {
  id: 'apitoolkit-otel',
  name: 'APIToolkit and Monoscope SDKs on OpenTelemetry',
  language: 'Node.js, Python, Go, Java, .NET, PHP',
  native: true,
  snippets: ({ origin, token, env }) => [
    {
      title: 'point',
      tabs: {
        Shell: [
          `export OTEL_EXPORTER_OTLP_ENDPOINT="${origin}"`,
          'export OTEL_EXPORTER_OTLP_PROTOCOL="http/protobuf"',
          `export OTEL_RESOURCE_ATTRIBUTES="at-project-key=${token},deployment.environment.name=${env}"`,
          'export OTEL_SERVICE_NAME="my-service"',
        ].join('\n'),
      },
    },
  ],
  traps: [
    SECRET,
    'Most of these releases send headers in clear that they were told to mask. This server masks them before it stores anything.',
    'With OpenTelemetry’s own instrumentation a request gives two spans: they are shown and counted as one request.',
    'Bodies come only when captureRequestBody and captureResponseBody are set, but from Python’s SDKs always.',
    'Go’s SDK speaks without TLS to OTEL_EXPORTER_OTLP_ENDPOINT: set OTEL_EXPORTER_OTLP_TRACES_ENDPOINT for TLS.',
  ],
};

const point = (origin: string): Snippet => ({
  title: 'point',
  tabs: { Shell: `export PUBSUB_EMULATOR_HOST="${new URL(origin).hostname}:8085"` },
});

const first: Framework = {
  id: 'apitoolkit-pubsub',
  name: 'APIToolkit SDK on Pub/Sub',
  language: 'Express 2.x, Flask 0.x, Go 1.x, PHP',
  native: true,
  snippets: ({ origin, token }) => [
    point(origin),
    {
      title: 'code',
      tabs: {
        Express: `const toolkit = APIToolkit.NewClient({\n  apiKey: "${token}",\n  rootURL: "${origin}",\n});`,
        'Flask, FastAPI': `apitoolkit = APIToolkit(api_key="${token}", root_url="${origin}")`,
        'Django, Pyramid': `APITOOLKIT_KEY = "${token}"\nAPITOOLKIT_ROOT_URL = "${origin}"`,
        Go: `apitoolkit.Config{APIKey: "${token}", RootURL: "${origin}"}`,
        Laravel: `APITOOLKIT_KEY=${token}\nAPITOOLKIT_ROOT_URL=${origin}`,
      },
    },
  ],
  traps: [
    'PUBSUB_EMULATOR_HOST acts on the whole process: where the service uses Google Pub/Sub itself, do not set it. Take the SDK on OpenTelemetry instead.',
    'The server needs ingest.pubsub-port=8085 (--pubsub-port 8085). That port has no TLS: keep it inside your network.',
    SECRET,
    'Spring Boot, .NET and Phoenix ignore the variable: take the SDK on OpenTelemetry.',
    'Flask 0.1.3, Pyramid, Go, .NET and Spring do not start when their key is refused: try it with curl first, at /api/client_metadata.',
  ],
};

export const APITOOLKIT_FRAMEWORKS: readonly Framework[] = [second, first];
