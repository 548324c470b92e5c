/** How each existing client of the client-id protocol is pointed at this server. Code shown to people, never run. */

import { APITOOLKIT_FRAMEWORKS } from './apitoolkit';
import { OTEL_FRAMEWORKS } from './otel';
import { SDK_FRAMEWORKS } from './sdk';

export type Setup = { origin: string; clientId: string; env: string; token: string; writeToken: string };
export type Snippet = { title: 'install' | 'point' | 'code' | 'logpush'; tabs: Record<string, string> };
export type Framework = {
  id: string;
  name: string;
  language: string;
  snippets: (setup: Setup) => Snippet[];
  traps: readonly string[];
  /** Reports with an ingest key, not with the client id. */
  native?: true;
  /** Takes the key in its spelling as a write token only. */
  writeToken?: true;
};

const HUB = 'APITALLY_HUB_BASE_URL';

const variable = (origin: string): Snippet => ({
  title: 'point',
  tabs: {
    Shell: `export ${HUB}=${origin}`,
    Dockerfile: `ENV ${HUB}=${origin}`,
    Compose: `environment:\n  ${HUB}: ${origin}`,
    systemd: `[Service]\nEnvironment=${HUB}=${origin}`,
  },
});

const NO_SLASH = 'Write the address without a slash at its end: the client appends its own.';
const COUNTED =
  'OPTIONS requests are never recorded. Health checks are counted, but not kept as single requests.';
const PIPE = 'A consumer identifier must not contain “|”: the client mixes up its own keys.';

function node(id: string, name: string, code: (options: string) => string, traps: string[] = []): Framework {
  return {
    id,
    name,
    language: 'Node.js',
    snippets: ({ origin, clientId, env }) => [
      { title: 'install', tabs: { npm: 'npm install "apitally@<1"', Bun: 'bun add "apitally@<1"' } },
      variable(origin),
      { title: 'code', tabs: { JavaScript: code(`{\n  clientId: "${clientId}",\n  env: "${env}",\n}`) } },
    ],
    traps: [NO_SLASH, PIPE, ...traps, COUNTED],
  };
}

function python(id: string, name: string, extra: string, code: (setup: Setup) => string): Framework {
  return {
    id,
    name,
    language: 'Python',
    snippets: (setup) => [
      {
        title: 'install',
        tabs: { pip: `pip install "apitally[${extra}]<1"`, uv: `uv add "apitally[${extra}]<1"` },
      },
      variable(setup.origin),
      { title: 'code', tabs: { Python: code(setup) } },
    ],
    traps: [
      NO_SLASH,
      'The variable is read when the client is imported: set it before the process starts.',
      COUNTED,
    ],
  };
}

function go(id: string, name: string, module: string, router: string): Framework {
  return {
    id,
    name,
    language: 'Go',
    snippets: ({ origin, clientId, env }) => [
      { title: 'install', tabs: { Go: `go get github.com/apitally/apitally-go/${id}@v0` } },
      variable(origin),
      {
        title: 'code',
        tabs: {
          Go: `import (\n\tapitally "github.com/apitally/apitally-go/${id}"\n\t"${module}"\n)\n\n${router}\n\nconfig := apitally.NewConfig("${clientId}")\nconfig.Env = "${env}"\n\n${router.split(' ')[0] ?? 'r'}.Use(apitally.Middleware(${router.split(' ')[0] ?? 'r'}, config))`,
        },
      },
    ],
    traps: [NO_SLASH, 'Environment names: lower-case letters, digits and dashes only.', COUNTED],
  };
}

const spring: Framework = {
  id: 'spring-boot',
  name: 'Spring Boot (Apitally)',
  language: 'Java',
  snippets: ({ origin, clientId, env }) => [
    {
      title: 'install',
      tabs: {
        Maven:
          '<dependency>\n  <groupId>io.apitally</groupId>\n  <artifactId>apitally</artifactId>\n  <version>0.6.0</version>\n</dependency>',
        Gradle: 'implementation("io.apitally:apitally:0.6.0")',
      },
    },
    variable(origin),
    {
      title: 'code',
      tabs: {
        Java: 'import io.apitally.spring.UseApitally;\n\n@UseApitally\n@SpringBootApplication\npublic class Application {\n  public static void main(String[] args) {\n    SpringApplication.run(Application.class, args);\n  }\n}',
        YAML: `apitally:\n  client-id: ${clientId}\n  env: ${env}`,
      },
    },
  ],
  traps: [
    'The address is read from the environment of the process only: not from application.yml, not from -D.',
    'A consumer identifier must not contain “|” (some sign-in services use it): the client then stops reporting without a word.',
    'Exceptions that leave a controller are reported with status 200. This server corrects them to 500 and marks them.',
    COUNTED,
  ],
};

const dotnet: Framework = {
  id: 'aspnet-core',
  name: 'ASP.NET Core',
  language: '.NET',
  snippets: ({ origin, clientId, env }) => [
    { title: 'install', tabs: { CLI: 'dotnet add package Apitally --version "0.*"' } },
    variable(origin),
    {
      title: 'code',
      tabs: {
        'Program.cs': `builder.Services.AddApitally(options =>\n{\n    options.ClientId = "${clientId}";\n    options.Env = "${env}";\n});\n\nvar app = builder.Build();\napp.UseApitally();`,
      },
    },
  ],
  traps: [
    'The client drops a path from the address: point it at the root of a host, not at a prefix.',
    'The variable is read when services are registered: set it before the process starts.',
    COUNTED,
  ],
};

const cloudflare: Framework = {
  id: 'cloudflare-workers',
  name: 'Cloudflare Workers (Hono)',
  language: 'Workers',
  snippets: ({ origin, clientId, env }): Snippet[] => [
    { title: 'install', tabs: { npm: 'npm install "@apitally/serverless@<1"' } },
    {
      title: 'logpush',
      tabs: {
        Destination: `${origin}/v2/${clientId}/${env}/logpush`,
        'wrangler.toml':
          'logpush = true\n\n[observability]\nenabled = true\nhead_sampling_rate = 1\n\n[observability.logs]\ninvocation_logs = true',
      },
    },
    {
      title: 'code',
      tabs: {
        JavaScript:
          'import { Hono } from "hono";\nimport { useApitally } from "@apitally/serverless/hono";\n\nconst app = new Hono();\nuseApitally(app);\n// Register the routes after this line.',
      },
    },
  ],
  traps: [
    'Logpush job: data set “Workers trace events”, fields Event, EventTimestampMs and Logs, filter EventType equals fetch.',
    'Cloudflare must reach this server: it needs a public https address.',
    'There is no variable in the Worker: the address stands in the Logpush job.',
  ],
};

const djangoCode = ({ clientId, env }: Setup): string =>
  `MIDDLEWARE = [\n    "apitally.django_rest_framework.ApitallyMiddleware",\n    # your other middleware\n]\nAPITALLY_MIDDLEWARE = {\n    "client_id": "${clientId}",\n    "env": "${env}",\n}`;

export const FRAMEWORKS: readonly Framework[] = [
  ...SDK_FRAMEWORKS,
  ...OTEL_FRAMEWORKS,
  ...APITOOLKIT_FRAMEWORKS,
  node(
    'express',
    'Express',
    (options) =>
      `import express from "express";\nimport { useApitally } from "apitally/express";\n\nconst app = express();\nuseApitally(app, ${options});`,
    ['With an error handler of your own, exceptions show their status but no details.'],
  ),
  node(
    'fastify',
    'Fastify',
    (options) =>
      `import Fastify from "fastify";\nimport { apitallyPlugin } from "apitally/fastify";\n\nconst fastify = Fastify();\nawait fastify.register(apitallyPlugin, ${options});`,
    ['Set the consumer in an early hook: in a late one it is missing on validation failures.'],
  ),
  node(
    'nestjs',
    'NestJS',
    (options) =>
      `import { NestFactory } from "@nestjs/core";\nimport { useApitally } from "apitally/nestjs";\nimport { AppModule } from "./app.module";\n\nconst app = await NestFactory.create(AppModule);\nawait useApitally(app, ${options});`,
  ),
  node(
    'hono',
    'Hono',
    (options) =>
      `import { Hono } from "hono";\nimport { useApitally } from "apitally/hono";\n\nconst app = new Hono();\nuseApitally(app, ${options});`,
  ),
  node(
    'koa',
    'Koa',
    (options) =>
      `import Koa from "koa";\nimport { useApitally } from "apitally/koa";\n\nconst app = new Koa();\nuseApitally(app, ${options});`,
  ),
  python(
    'fastapi',
    'FastAPI',
    'fastapi',
    ({ clientId, env }) =>
      `from fastapi import FastAPI\nfrom apitally.fastapi import ApitallyMiddleware\n\napp = FastAPI()\napp.add_middleware(\n    ApitallyMiddleware,\n    client_id="${clientId}",\n    env="${env}",\n)`,
  ),
  python(
    'flask',
    'Flask',
    'flask',
    ({ clientId, env }) =>
      `from flask import Flask\nfrom apitally.flask import ApitallyMiddleware\n\napp = Flask(__name__)\napp.wsgi_app = ApitallyMiddleware(\n    app,\n    client_id="${clientId}",\n    env="${env}",\n)`,
  ),
  python('django', 'Django', 'django_rest_framework', djangoCode),
  spring,
  go('gin', 'Gin', 'github.com/gin-gonic/gin', 'r := gin.Default()'),
  go('echo', 'Echo', 'github.com/labstack/echo/v4', 'e := echo.New()'),
  go('fiber', 'Fiber', 'github.com/gofiber/fiber/v2', 'app := fiber.New()'),
  go('chi', 'Chi', 'github.com/go-chi/chi/v5', 'r := chi.NewRouter()'),
  dotnet,
  cloudflare,
];

/** One request as a client would report it: proves the way to the server without an application. */
export function testCall(
  { origin, clientId, env }: Omit<Setup, 'token' | 'writeToken'>,
  uuid: () => string,
  now = Date.now(),
): string {
  const body = {
    timestamp: Math.floor(now / 1000),
    instance_uuid: uuid(),
    message_uuid: uuid(),
    requests: [
      {
        method: 'GET',
        path: '/hello',
        status_code: 200,
        request_count: 1,
        request_size_sum: 0,
        response_size_sum: 0,
        response_times: { 20: 1 },
        request_sizes: {},
        response_sizes: {},
      },
    ],
    validation_errors: [],
    server_errors: [],
    consumers: [],
  };
  return `curl -i ${origin}/v2/${clientId}/${env}/sync \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`;
}
