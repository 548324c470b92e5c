// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether the SDK is wanted, and whether it can work. */
final class Configured {

  /** Set by all tests of Spring Boot that start an application, whatever its version. */
  private static final String IN_TEST =
      "org.springframework.boot.test.context.SpringBootTestContextBootstrapper";

  private Configured() {}

  /** What {@code gatehouse.enabled} says; unless it is set, true outside of Spring Boot's tests. */
  private static boolean isWanted(Environment environment) {
    Boolean enabled = environment.getProperty("gatehouse.enabled", Boolean.class);
    return enabled == null ? !environment.containsProperty(IN_TEST) : enabled;
  }

  private static boolean isComplete(Environment environment) {
    return StringUtils.hasText(environment.getProperty("gatehouse.server"))
        && StringUtils.hasText(environment.getProperty("gatehouse.ingest-token"));
  }

  /** Wanted. */
  static final class Wanted implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return isWanted(context.getEnvironment());
    }
  }

  /** A server and a token are there. */
  static final class Complete implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return isComplete(context.getEnvironment());
    }
  }

  /** A server or a token is missing. */
  static final class Incomplete implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !isComplete(context.getEnvironment());
    }
  }
}
