// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.guarded;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The API; who may call it is decided by keys, and what they may by annotations. */
@SpringBootApplication
public class GuardedApplication {

  public static void main(String[] args) {
    SpringApplication.run(GuardedApplication.class, args);
  }
}
