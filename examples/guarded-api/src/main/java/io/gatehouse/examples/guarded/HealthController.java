// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.guarded;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Needs no key: see {@code gatehouse.keys.open-paths}. */
@RestController
class HealthController {

  @GetMapping("/health")
  String health() {
    return "up";
  }
}
