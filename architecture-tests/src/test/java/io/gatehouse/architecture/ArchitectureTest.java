// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The allowed arrows between modules, and where libraries may be used. */
@AnalyzeClasses(packages = "io.gatehouse", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule storageSpi_dependsOnNothingOfOurs =
      classes()
          .that()
          .resideInAPackage("io.gatehouse.storage")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.gatehouse.storage", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule protocol_dependsOnTheJdkOnly =
      classes()
          .that()
          .resideInAPackage("io.gatehouse.protocol..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.protocol..", "java..", "javax.crypto..", "org.jspecify..");

  @ArchTest
  static final ArchRule client_dependsOnTheJdkAndTheProtocolOnly =
      classes()
          .that()
          .resideInAPackage("io.gatehouse.client..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.client..", "io.gatehouse.protocol", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule apiKeys_dependOnTheJdkTheProtocolAndTheSdkOnly =
      classes()
          .that()
          .resideInAPackage("io.gatehouse.apikeys")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.apikeys",
              "io.gatehouse.sdk",
              "io.gatehouse.protocol..",
              "java..",
              "javax.crypto..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule sdkCore_dependsOnTheJdkAndTheProtocolOnly =
      classes()
          .that()
          .resideInAnyPackage("io.gatehouse.sdk", "io.gatehouse.sdk.internal..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.sdk",
              "io.gatehouse.sdk.internal..",
              "io.gatehouse.protocol..",
              "java..",
              "javax.crypto..",
              "javax.management..",
              "org.jspecify..");

  /** Neither Java modules nor OSGi take two artifacts with one package. */
  @ArchTest
  static void i5_packages_areOfOneArtifactEach(JavaClasses classes) {
    Map<String, Set<String>> artifacts = new TreeMap<>();
    for (JavaClass one : classes) {
      String uri = one.getSource().orElseThrow().getUri().toString();
      String path = one.getName().replace('.', '/');
      artifacts
          .computeIfAbsent(one.getPackageName(), unused -> new TreeSet<>())
          .add(uri.substring(0, uri.lastIndexOf(path)));
    }
    artifacts.values().removeIf(found -> found.size() == 1);
    assertThat(artifacts).isEmpty();
  }

  /** More are two things. Nested classes are part of the one around them. */
  @Test
  void i1_adapters_haveAtMostFiveClasses() throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("../sdk"))) {
      for (Path file : files.filter(ArchitectureTest::isClass).toList()) {
        String module = file.toString().replaceFirst("^\\.\\./sdk/", "").split("/src/main/")[0];
        found.merge(module, 1, Integer::sum);
      }
    }
    assertThat(found).hasSizeGreaterThan(16).containsKeys("servlet", "apikeys/jaxrs");
    found.keySet().removeAll(Set.of("core", "testkit", "apikeys"));
    assertThat(found).allSatisfy((module, classes) -> assertThat(classes).isLessThan(6));
  }

  private static boolean isClass(Path file) {
    String path = file.toString();
    return path.contains("/src/main/java/")
        && path.endsWith(".java")
        && !path.endsWith("package-info.java");
  }

  /** Whoever has no Spring Boot can use them. */
  @ArchTest
  static final ArchRule springAdapters_needNoBoot =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.gatehouse.spring.webmvc..",
              "io.gatehouse.spring.webflux..",
              "io.gatehouse.spring.security..",
              "io.gatehouse.micrometer..",
              "io.gatehouse.apikeys.spring")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.boot..", "io.gatehouse.spring.boot..");

  /** An application has one of the two; what knows the other would not load there. */
  @ArchTest
  static final ArchRule webMvcAndWebFlux_doNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.spring.webflux..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.spring.webmvc..", "io.gatehouse.servlet..", "jakarta.servlet..");

  private static final Pattern FRAMEWORK_VERSION =
      Pattern.compile(
          "<((?:armeria|helidon|javalin|jersey|jetty|log4j|logback|micronaut5?|quarkus"
              + "|spring-boot(?:3|32)?|tomcat(?:10)?|undertow|vertx)(?:-oldest)?)\\.version>"
              + "([0-9.]+)(?:\\.Final)?<");

  /** What the oldest version of each framework is that tests run on. */
  @Test
  void i7_adapters_tellTheirOldestFramework() throws IOException {
    String versions = Files.readString(Path.of("../docs/guides/versions.md"));
    try (Stream<Path> modules = Files.list(Path.of("../sdk"))) {
      List<String> adapters =
          modules
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .filter(name -> !Set.of("core", "testkit").contains(name))
              .toList();
      assertThat(adapters).hasSizeGreaterThan(8);
      assertThat(adapters).allSatisfy(name -> assertThat(versions).contains("`gatehouse-" + name));
    }
  }

  /** In full, or by major and minor number where the rest does not matter. */
  @Test
  void i7_tableOfVersions_hasThoseOfTheBuild() throws IOException {
    Set<String> told =
        Pattern.compile("\\d+(\\.\\d+)+")
            .matcher(Files.readString(Path.of("../docs/guides/versions.md")))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    Matcher versions = FRAMEWORK_VERSION.matcher(Files.readString(Path.of("../pom.xml")));
    int found = 0;
    for (; versions.find(); found++) {
      String full = versions.group(2);
      String known = told.contains(full) ? full : full.substring(0, full.lastIndexOf('.'));
      assertThat(told).as(versions.group(1)).contains(known);
    }
    assertThat(found).isGreaterThan(20);
  }

  /** Containers call it at different times, and more than once. */
  @ArchTest
  static final ArchRule a7_requestListener_isNotUsed =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("jakarta.servlet.ServletRequestListener");

  /** So that native images need no metadata of ours. */
  @ArchTest
  static final ArchRule i3_sdkCore_usesNoReflection =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.gatehouse.sdk", "io.gatehouse.sdk.internal..", "io.gatehouse.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.reflect..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.ServiceLoader.class)
          .orShould()
          .callMethod(Class.class, "forName", String.class)
          .orShould()
          .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
          .orShould()
          .callMethod(ClassLoader.class, "loadClass", String.class);

  @ArchTest
  static final ArchRule sdk_knowsNothingOfTheServer =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.gatehouse.sdk..",
              "io.gatehouse.apikeys..",
              "io.gatehouse.servlet..",
              "io.gatehouse.spring..",
              "io.gatehouse.log..",
              "io.gatehouse.armeria..",
              "io.gatehouse.javalin..",
              "io.gatehouse.jaxrs..",
              "io.gatehouse.micrometer..",
              "io.gatehouse.micronaut..",
              "io.gatehouse.quarkus..",
              "io.gatehouse.vertx..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.collector..",
              "io.gatehouse.catalog..",
              "io.gatehouse.storage..",
              "io.gatehouse.server..");

  @ArchTest
  static final ArchRule server_knowsNothingOfTheSdk =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.gatehouse.collector..",
              "io.gatehouse.catalog..",
              "io.gatehouse.storage..",
              "io.gatehouse.server..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.gatehouse.sdk..");

  @ArchTest
  static final ArchRule stores_knowOnlyTheSpi =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.storage.duckdb..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.collector..", "io.gatehouse.catalog..", "io.gatehouse.server..");

  @ArchTest
  static final ArchRule alerting_knowsTheCatalogAndTheSpiOnly =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.alerting..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.collector..",
              "io.gatehouse.storage.duckdb..",
              "io.gatehouse.server..",
              "io.gatehouse.sdk..");

  /** What users can cause to be connected to goes through the guard. */
  @ArchTest
  static final ArchRule outbound_connectionsAreMadeInOnePlace =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.alerting..")
          .and()
          .resideOutsideOfPackage("io.gatehouse.alerting.outbound..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.Socket")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.URL")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.URLConnection")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  @ArchTest
  static final ArchRule catalog_knowsNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.catalog..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.collector..",
              "io.gatehouse.storage..",
              "io.gatehouse.alerting..",
              "io.gatehouse.server..");

  @ArchTest
  static final ArchRule collectors_knowTheSpiAndNoStore =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.collector..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.gatehouse.storage.duckdb..", "io.gatehouse.server..");

  @ArchTest
  static final ArchRule collectorCore_knowsNoProtocol =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.collector..")
          .and()
          .resideOutsideOfPackages(
              "io.gatehouse.collector.hub..",
              "io.gatehouse.collector.sdk..",
              "io.gatehouse.collector.apitoolkit..",
              "io.gatehouse.collector.otlp..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.collector.hub..",
              "io.gatehouse.collector.sdk..",
              "io.gatehouse.collector.apitoolkit..",
              "io.gatehouse.collector.otlp..");

  /** Only who redacts knows the rules as SDKs get them. */
  @ArchTest
  static final ArchRule collectorCore_knowsTheWireFormatForItsRulesOnly =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.collector..")
          .and()
          .resideOutsideOfPackages(
              "io.gatehouse.collector.redact..",
              "io.gatehouse.collector.hub..",
              "io.gatehouse.collector.sdk..",
              "io.gatehouse.collector.otlp..",
              "io.gatehouse.collector.apitoolkit..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.gatehouse.protocol..");

  @ArchTest
  static final ArchRule protocols_doNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.collector.sdk..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.collector.hub..",
              "io.gatehouse.collector.apitoolkit..",
              "io.gatehouse.collector.otlp..");

  @ArchTest
  static final ArchRule apitoolkit_knowsNoOtherProtocol =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.collector.apitoolkit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.collector.hub..",
              "io.gatehouse.collector.sdk..",
              "io.gatehouse.collector.otlp..");

  @ArchTest
  static final ArchRule otlp_knowsNoOtherProtocol =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.collector.otlp..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.collector.hub..", "io.gatehouse.collector.sdk..", "io.opentelemetry..");

  @ArchTest
  static final ArchRule engines_areChosenInOnePlace =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.server..")
          .and()
          .doNotHaveFullyQualifiedName("io.gatehouse.server.GatehouseServer")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.gatehouse.storage.duckdb..",
              "io.gatehouse.collector.hub..",
              "io.gatehouse.collector.sdk..",
              "io.gatehouse.collector.otlp..");

  @ArchTest
  static final ArchRule httpLibrary_isUsedInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.gatehouse.server.http..",
              "io.gatehouse.spring..",
              "io.gatehouse.armeria..",
              "io.gatehouse.micronaut..",
              "io.gatehouse.vertx..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.linecorp.armeria..", "io.netty..", "org.reactivestreams..");

  @ArchTest
  static final ArchRule sql_isUsedInStoresCatalogAndSharedLimits =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.gatehouse.storage.duckdb..",
              "io.gatehouse.catalog..",
              "io.gatehouse.apikeys.postgresql..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..");

  @ArchTest
  static final ArchRule rest_knowsNoConnections =
      noClasses()
          .that()
          .resideInAPackage("io.gatehouse.server.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "io.gatehouse.server.cli..");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices()
          .matching("io.gatehouse.(alerting|collector|catalog|storage).(*)..")
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule names_sayWhatAClassIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static final ArchRule nothing_isInjected =
      noFields()
          .should()
          .beAnnotatedWith("javax.inject.Inject")
          .orShould()
          .beAnnotatedWith("jakarta.inject.Inject");

  @ArchTest
  static final ArchRule work_neverRunsOnTheCommonPool =
      noClasses()
          .should()
          .callMethod(java.util.concurrent.ForkJoinPool.class, "commonPool")
          .orShould()
          .callMethod(
              java.util.concurrent.CompletableFuture.class,
              "supplyAsync",
              java.util.function.Supplier.class)
          .orShould()
          .callMethod(java.util.concurrent.CompletableFuture.class, "runAsync", Runnable.class);
}
