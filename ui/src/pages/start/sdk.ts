/** How services with our own Java SDK report here. Code shown to people, never run. */

import type { Framework, Setup, Snippet } from './frameworks';

const VERSION = '0.1.0-SNAPSHOT';

const install = (artifact: string): Snippet => ({
  title: 'install',
  tabs: {
    Maven: `<dependency>\n  <groupId>io.gatehouse</groupId>\n  <artifactId>${artifact}</artifactId>\n  <version>${VERSION}</version>\n</dependency>`,
    Gradle: `implementation("io.gatehouse:${artifact}:${VERSION}")`,
  },
});

const variables = ({ origin, token, env }: Setup): [string, string][] => [
  ['GATEHOUSE_SERVER', origin],
  ['GATEHOUSE_INGEST_TOKEN', token],
  ['GATEHOUSE_ENVIRONMENT', env],
];

function environment(setup: Setup): Snippet {
  const lines = (line: (name: string, value: string) => string) =>
    variables(setup)
      .map(([name, value]) => line(name, value))
      .join('\n');
  return {
    title: 'point',
    tabs: {
      Shell: lines((name, value) => `export ${name}=${value}`),
      Compose: `environment:\n${lines((name, value) => `  ${name}: ${value}`)}`,
      systemd: `[Service]\n${lines((name, value) => `Environment=${name}=${value}`)}`,
    },
  };
}

function springEnvironment(setup: Setup): Snippet {
  const { origin, token, env } = setup;
  return {
    title: 'point',
    tabs: {
      'application.properties': `gatehouse.server=${origin}\ngatehouse.ingest-token=${token}\ngatehouse.environment=${env}`,
      'application.yml': `gatehouse:\n  server: ${origin}\n  ingest-token: ${token}\n  environment: ${env}`,
      ...environment(setup).tabs,
    },
  };
}

const COUNTS =
  'Sizes are those of bodies before compression. Requests that the server refuses before any filter are not seen.';
const SECRET = 'Keep the token out of the sources: whoever has it can report as this app.';

function java(id: string, name: string, artifact: string, code: string, traps: string[] = []): Framework {
  return {
    id,
    name,
    language: 'Java SDK',
    native: true,
    snippets: (setup) => [install(artifact), environment(setup), { title: 'code', tabs: { Java: code } }],
    traps: [SECRET, ...traps, COUNTS],
  };
}

const FROM_ENVIRONMENT = 'Gatehouse gatehouse = Gatehouse.fromEnvironment();';

export const SDK_FRAMEWORKS: readonly Framework[] = [
  {
    id: 'gatehouse-spring-boot',
    name: 'Spring Boot',
    language: 'Java SDK',
    native: true,
    snippets: (setup) => [install('gatehouse-spring-boot-starter'), springEnvironment(setup)],
    traps: [
      SECRET,
      'No code is needed: the signed-in user is the consumer. A bean of type GatehouseCustomizer tells consumers by other means.',
      'Actuator is left out unless gatehouse.excluded-paths says otherwise.',
      COUNTS,
    ],
  },
  java(
    'gatehouse-servlet',
    'Jakarta Servlet',
    'gatehouse-servlet',
    `public final class Recording implements ServletContextListener {\n  private final ${FROM_ENVIRONMENT}\n\n  @Override\n  public void contextInitialized(ServletContextEvent event) {\n    GatehouseFilter.of(gatehouse).addTo(event.getServletContext());\n  }\n\n  @Override\n  public void contextDestroyed(ServletContextEvent event) {\n    gatehouse.close();\n  }\n}`,
    ['Tomcat, Jetty and Undertow, Jakarta Servlet 5 and newer.'],
  ),
  java(
    'gatehouse-micronaut',
    'Micronaut',
    'gatehouse-micronaut',
    '// No code is needed: the principal of the request is the consumer.\n// Tell another one anywhere in a controller:\nCurrentExchange.get().consumer(Consumer.of(account.id()).group(account.plan()));',
    [
      'Micronaut 4 and 5 on Netty. The variables also work as properties: gatehouse.server, gatehouse.ingest-token.',
    ],
  ),
  java(
    'gatehouse-quarkus',
    'Quarkus REST',
    'gatehouse-quarkus',
    '// No code is needed: the signed-in user is the consumer.\n// Tell another one anywhere in a resource:\nCurrentExchange.get().consumer(Consumer.of(account.id()).group(account.plan()));',
    [
      'Quarkus 3 with Quarkus REST. The variables also work as properties: gatehouse.server, gatehouse.ingest-token.',
    ],
  ),
  java(
    'gatehouse-jaxrs',
    'Jakarta REST (Jersey)',
    'gatehouse-jaxrs',
    `${FROM_ENVIRONMENT}\nnew ResourceConfig(Items.class).register(GatehouseFeature.of(gatehouse));`,
    ['In a servlet container put the servlet filter in front as well: it sees what never reaches Jersey.'],
  ),
  java(
    'gatehouse-javalin',
    'Javalin',
    'gatehouse-javalin',
    `${FROM_ENVIRONMENT}\nJavalin.create(config -> {\n  config.registerPlugin(GatehousePlugin.of(gatehouse));\n  config.events.serverStopped(gatehouse::close);\n});`,
    ['Javalin 7. Tell consumers with CurrentExchange.get().consumer(…) in a handler.'],
  ),
  java(
    'gatehouse-vertx',
    'Vert.x Web',
    'gatehouse-vertx',
    `${FROM_ENVIRONMENT}\n// After all routes and mounted routers:\nGatehouseHandler.of(gatehouse).addTo(router);`,
    ['Vert.x 4.5 and 5. Routes that are added later tell no route when they fail.'],
  ),
  java(
    'gatehouse-armeria',
    'Armeria',
    'gatehouse-armeria',
    `${FROM_ENVIRONMENT}\nServer.builder()\n    .service("/items/{id}", items)\n    .decorator(GatehouseDecorator.of(gatehouse));`,
    ['Put it outside of authentication and inside of EncodingService.'],
  ),
  java(
    'gatehouse-helidon',
    'Helidon SE',
    'gatehouse-helidon',
    `${FROM_ENVIRONMENT}\nHttpRouting.Builder routing = HttpRouting.builder();\nGatehouseFilter.of(gatehouse)\n    .addTo(routing, rules -> rules.get("/items/{id}", items::one));`,
    ['Helidon 4, Java 21. Add it before other filters.'],
  ),
];
