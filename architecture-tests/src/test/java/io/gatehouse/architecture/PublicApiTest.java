// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What users of the SDK compile against, as a text that a change of the API has to change as well:
 * so that nobody breaks it without noticing.
 */
class PublicApiTest {

  private static final Path BASELINE = Path.of("../docs/sdk-api.txt");

  /** Packages of the SDK; the server is a product, not a library. */
  private static final String[] PACKAGES = {
    "io.gatehouse.sdk",
    "io.gatehouse.apikeys",
    "io.gatehouse.servlet",
    "io.gatehouse.spring",
    "io.gatehouse.log",
    "io.gatehouse.armeria",
    "io.gatehouse.javalin",
    "io.gatehouse.jaxrs",
    "io.gatehouse.micrometer",
    "io.gatehouse.micronaut",
    "io.gatehouse.quarkus",
    "io.gatehouse.vertx"
  };

  private static final String INTERNAL = "io.gatehouse.sdk.internal";

  /** Rewrites the baseline with {@code -Dgatehouse.write=true}; otherwise compares. */
  @Test
  void publicApi_isTheOneInTheBaseline() throws IOException {
    String now = String.join("\n", lines()) + "\n";
    if (Boolean.getBoolean("gatehouse.write")) {
      Files.writeString(BASELINE, now);
    }
    assertThat(now)
        .as("the public API; if the change is meant, run with -Dgatehouse.write=true")
        .isEqualTo(Files.readString(BASELINE));
  }

  private static Set<String> lines() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(PACKAGES);
    Set<String> lines = new TreeSet<>();
    for (JavaClass each : classes) {
      if (isPublic(each) && !each.getPackageName().startsWith(INTERNAL)) {
        lines.add(each.getName() + (each.isInterface() ? " (interface)" : ""));
        each.getMembers().stream()
            .filter(PublicApiTest::isVisible)
            .map(PublicApiTest::line)
            .forEach(lines::add);
      }
    }
    return lines;
  }

  private static boolean isPublic(JavaClass type) {
    boolean visible = type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isAnonymousClass();
    return visible && type.getEnclosingClass().map(PublicApiTest::isPublic).orElse(true);
  }

  private static boolean isVisible(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC)
        && !modifiers.contains(JavaModifier.BRIDGE);
  }

  private static String line(JavaMember member) {
    String owner = member.getOwner().getName();
    if (member instanceof JavaField field) {
      return owner + "." + field.getName() + " : " + field.getRawType().getName();
    }
    JavaCodeUnit unit = (JavaCodeUnit) member;
    String parameters =
        unit.getRawParameterTypes().stream()
            .map(JavaClass::getSimpleName)
            .collect(Collectors.joining(", "));
    return owner
        + "."
        + unit.getName()
        + "("
        + parameters
        + ") : "
        + unit.getRawReturnType().getName();
  }
}
