// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.log.LogCapture;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.spring.security.ReactivePrincipal;
import io.gatehouse.spring.webflux.GatehouseWebFilter;
import io.gatehouse.spring.webmvc.GatehouseWebMvc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class GatehouseAutoConfigurationIT {

  private static final AutoConfigurations OURS =
      AutoConfigurations.of(
          GatehouseAutoConfiguration.class, GatehouseRecordingAutoConfiguration.class);
  private static final String[] COMPLETE = {
    "gatehouse.server=http://localhost:1", "gatehouse.ingest-token=t"
  };

  @Test
  void i2_disabled_leavesNoBeanFilterOrThread() {
    Set<String> before = threads();
    try (ConfigurableApplicationContext context =
        run(
            MvcApplication.class,
            "--gatehouse.enabled=false",
            "--gatehouse.server=http://localhost:1",
            "--gatehouse.ingest-token=t",
            "--gatehouse.log-capture=true")) {
      assertThat(oursIn(context)).isEmpty();
      assertThat(context.getBeanNamesForType(Gatehouse.class)).isEmpty();
      assertThat(context.getBeanNamesForType(LogCapture.class)).isEmpty();
      assertThat(threads()).isEqualTo(before);
    }
  }

  @Test
  void i2_missingToken_startsAndWarnsOnce() {
    List<LogRecord> warnings = new ArrayList<>();
    Logger logger = Logger.getLogger("io.gatehouse.spring.boot");
    Handler handler = collecting(warnings);
    logger.addHandler(handler);
    try (ConfigurableApplicationContext context =
        run(MvcApplication.class, "--gatehouse.server=http://localhost:1")) {
      assertThat(context.isRunning()).isTrue();
      assertThat(context.getBeanNamesForType(Gatehouse.class)).isEmpty();
      assertThat(context.containsBean("gatehouseFilter")).isFalse();
      assertThat(warnings)
          .singleElement()
          .matches(one -> one.getMessage().contains("gatehouse.ingest-token"));
    } finally {
      logger.removeHandler(handler);
    }
  }

  @Test
  void i2_ownGatehouse_replacesOurs() {
    new WebApplicationContextRunner()
        .withConfiguration(OURS)
        .withUserConfiguration(OwnGatehouse.class)
        .run(
            context -> {
              assertThat(context).hasSingleBean(Gatehouse.class).hasBean("own");
              assertThat(context).hasBean("gatehouseFilter");
            });
  }

  @Test
  void i2_servletApplication_hasTheFilterOnly() {
    new WebApplicationContextRunner()
        .withConfiguration(OURS)
        .withPropertyValues(COMPLETE)
        .run(
            context -> {
              assertThat(context)
                  .hasSingleBean(Gatehouse.class)
                  .hasSingleBean(GatehouseWebMvc.class);
              assertThat(context).doesNotHaveBean(GatehouseWebFilter.class);
            });
  }

  @Test
  void i2_withoutMvcMicrometerAndReactor_starts() {
    new WebApplicationContextRunner()
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.web.servlet",
                "org.springframework.web.reactive",
                "org.springframework.security",
                "io.micrometer",
                "reactor"))
        .withConfiguration(OURS)
        .withPropertyValues(COMPLETE)
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasBean("gatehouseFilter");
              assertThat(context).doesNotHaveBean(GatehouseWebMvc.class);
            });
  }

  @Test
  void i2_reactiveApplicationWithoutServlets_hasTheWebFilterOnly() {
    new ReactiveWebApplicationContextRunner()
        .withClassLoader(
            new FilteredClassLoader("jakarta.servlet", "org.springframework.web.servlet"))
        .withConfiguration(OURS)
        .withPropertyValues(COMPLETE)
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(GatehouseWebFilter.class);
              assertThat(context).doesNotHaveBean("gatehouseFilter");
            });
  }

  @Test
  void f1_principalSwitchedOff_isNotLookedAt() {
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(OURS)
        .withPropertyValues(COMPLETE)
        .withPropertyValues("gatehouse.principal-as-consumer=false")
        .run(
            context -> {
              assertThat(context).hasSingleBean(GatehouseWebFilter.class);
              assertThat(context).doesNotHaveBean(ReactivePrincipal.class);
            });
  }

  @Test
  void g1_logCapture_isOffUnlessWanted() {
    WebApplicationContextRunner runner =
        new WebApplicationContextRunner().withConfiguration(OURS).withPropertyValues(COMPLETE);

    runner.run(context -> assertThat(context).doesNotHaveBean(LogCapture.class));
    runner
        .withPropertyValues("gatehouse.log-capture=true")
        .run(context -> assertThat(context).hasSingleBean(LogCapture.class));
  }

  @Test
  void settings_areBound() {
    new WebApplicationContextRunner()
        .withConfiguration(OURS)
        .withPropertyValues(COMPLETE)
        .withPropertyValues(
            "gatehouse.request-log.policy=errors-and-slow",
            "gatehouse.request-log.slow=500ms",
            "gatehouse.request-log.bodies=true",
            "gatehouse.redaction.headers=X-Partner",
            "gatehouse.redaction.request-body[0]=$.customer.email",
            "gatehouse.excluded-paths=/health")
        .run(
            context -> {
              GatehouseProperties settings = context.getBean(GatehouseProperties.class);
              assertThat(settings.requestLog().policy())
                  .isEqualTo(GatehouseProperties.Policy.ERRORS_AND_SLOW);
              assertThat(settings.requestLog().slow()).hasMillis(500);
              assertThat(settings.requestLog().bodies()).isTrue();
              assertThat(settings.redaction().headers()).containsExactly("X-Partner");
              assertThat(settings.redaction().requestBody()).containsExactly("$.customer.email");
              assertThat(settings.excludedPaths()).containsExactly("/health");
              assertThat(settings.toString()).doesNotContain("=t");
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnGatehouse {
    @Bean
    Gatehouse own() {
      return Gatehouse.builder().server("http://localhost:1").ingestToken("t").build();
    }
  }

  private static Handler collecting(List<LogRecord> warnings) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        if (line.getLevel().equals(Level.WARNING)) {
          warnings.add(line);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private static List<String> oursIn(ConfigurableApplicationContext context) {
    return Arrays.stream(context.getBeanDefinitionNames())
        .filter(name -> name.startsWith("gatehouse") || name.contains("GatehouseProperties"))
        .toList();
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("gatehouse-"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--server.port=0");
    all.add("--spring.main.banner-mode=off");
    return new SpringApplication(application).run(all.toArray(String[]::new));
  }
}
