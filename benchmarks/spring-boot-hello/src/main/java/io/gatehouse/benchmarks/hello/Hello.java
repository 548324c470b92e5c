// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.hello;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The smallest web application of its kind: what a start is compared with. */
@SpringBootApplication
@RestController
public class Hello {

  public static void main(String[] arguments) {
    SpringApplication.run(Hello.class, arguments);
  }

  @GetMapping("/")
  String hello() {
    return "hello";
  }
}
