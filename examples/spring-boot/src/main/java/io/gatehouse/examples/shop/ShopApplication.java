// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.shop;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.HttpServerRequest;
import io.gatehouse.spring.boot.GatehouseCustomizer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The shop; what it reports and where is in {@code application.properties}. */
@SpringBootApplication
public class ShopApplication {

  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }

  /** Who calls is in a header here; with Spring Security it would be the signed-in user. */
  @Bean
  GatehouseCustomizer consumers() {
    return builder -> builder.consumers(ShopApplication::consumer);
  }

  private static @Nullable Consumer consumer(HttpServerRequest request) {
    Consumer consumer = Consumer.of(request.header("X-Client-Id"));
    if (consumer == null) {
      return null;
    }
    return consumer.group(consumer.identifier().startsWith("app-") ? "Apps" : "Partners");
  }
}
