// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.servlet.GatehouseFilter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class GatehouseAutoConfigurationIT {

  @Test
  void i2_disabled_leavesNoBean() {
    try (ConfigurableApplicationContext context =
        run("--gatehouse.enabled=false", "--gatehouse.ingest-token=t")) {
      assertThat(context.getBeanNamesForType(Gatehouse.class)).isEmpty();
      assertThat(context.containsBean("gatehouseFilter")).isFalse();
      assertThat(context.getBeanNamesForType(MvcObserver.class)).isEmpty();
    }
  }

  @Test
  void i2_missingToken_startsWithoutRecording() {
    try (ConfigurableApplicationContext context = run()) {
      assertThat(context.isRunning()).isTrue();
      assertThat(context.getBeanNamesForType(Gatehouse.class)).isEmpty();
      assertThat(context.getBeanNamesForType(GatehouseFilter.class)).isEmpty();
      assertThat(context.getBeanNamesForType(GatehouseAutoConfiguration.Unconfigured.class))
          .hasSize(1);
    }
  }

  private static ConfigurableApplicationContext run(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "--server.port=0";
    all[1] = "--spring.main.banner-mode=off";
    all[2] = "--gatehouse.server=http://localhost:1";
    System.arraycopy(more, 0, all, 3, more.length);
    return new SpringApplication(MvcApplication.class).run(all);
  }
}
