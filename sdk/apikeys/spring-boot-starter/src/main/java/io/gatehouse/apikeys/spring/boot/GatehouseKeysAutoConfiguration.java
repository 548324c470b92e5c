// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring.boot;

import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.KeyPlaces;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.apikeys.spring.ApiKeySecurity;
import io.gatehouse.apikeys.spring.RequiresScopeConfiguration;
import io.gatehouse.protocol.key.Networks;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.StringUtils;

/**
 * Guards a Spring Boot application that knows its server and its token: verifies keys, enforces
 * {@code @RequiresScope}, and lets no call in without a good key, unless the application has a
 * {@link SecurityFilterChain} of its own, which then says who may call what.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(HttpSecurity.class)
@Conditional(GatehouseKeysAutoConfiguration.Wanted.class)
@EnableConfigurationProperties(GatehouseKeysProperties.class)
@Import(RequiresScopeConfiguration.class)
public class GatehouseKeysAutoConfiguration {

  /** For Spring. */
  public GatehouseKeysAutoConfiguration() {}

  /** A server and a token are there, and nobody said no. */
  static final class Wanted implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      Environment environment = context.getEnvironment();
      return environment.getProperty("gatehouse.keys.enabled", Boolean.class, true)
          && StringUtils.hasText(environment.getProperty("gatehouse.server"))
          && StringUtils.hasText(environment.getProperty("gatehouse.ingest-token"));
    }
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  ApiKeys gatehouseApiKeys(GatehouseKeysProperties properties, Environment environment) {
    String fallback = environment.getProperty("gatehouse.environment", "prod");
    ApiKeys.Builder builder =
        ApiKeys.builder()
            .server(requireNonNull(environment.getProperty("gatehouse.server")))
            .token(requireNonNull(environment.getProperty("gatehouse.ingest-token")))
            .environment(properties.environment() == null ? fallback : properties.environment())
            .staleAfter(properties.staleAfter())
            .watch(properties.watch())
            .guessesPerMinute(properties.guessesPerMinute());
    if (properties.directory() != null) {
      builder.directory(properties.directory());
    }
    if (properties.signer() != null) {
      builder.signer(properties.signer());
    }
    return builder.build();
  }

  /** For chains of the application's own: {@code http.with(apiKeySecurity, withDefaults())}. */
  @Bean
  @Scope(BeanDefinition.SCOPE_PROTOTYPE)
  @ConditionalOnMissingBean
  ApiKeySecurity gatehouseApiKeySecurity(ApiKeys keys, GatehouseKeysProperties properties) {
    ApiKeySecurity security =
        ApiKeySecurity.of(keys)
            .places(places(properties))
            .trustedProxies(Networks.of(properties.trustedProxies()))
            .scopes(properties.scopes().toArray(String[]::new));
    RouteRule rule = RouteRule.ANY_KEY.whenStale(properties.whenStale());
    return security.open(open(properties.openPaths())).rule(call -> true, rule);
  }

  @Bean
  @ConditionalOnMissingBean(SecurityFilterChain.class)
  SecurityFilterChain gatehouseKeysSecurityFilterChain(
      HttpSecurity http, ApiKeySecurity security, GatehouseKeysProperties properties)
      throws Exception {
    http.with(security, Customizer.withDefaults());
    http.authorizeHttpRequests(
        calls ->
            calls
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(open(properties.openPaths()))
                .permitAll()
                .anyRequest()
                .authenticated());
    http.sessionManagement(
        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    // Browsers send no key by themselves, so there is nothing to forge.
    http.csrf(AbstractHttpConfigurer::disable);
    return http.build();
  }

  private static KeyPlaces places(GatehouseKeysProperties properties) {
    KeyPlaces places = KeyPlaces.none();
    String scheme = properties.authorization();
    places = scheme == null ? places : places.authorization(scheme);
    for (String header : properties.headers()) {
      places = places.header(header);
    }
    places = properties.query() == null ? places : places.query(properties.query());
    places = properties.cookie() == null ? places : places.cookie(properties.cookie());
    return places.isEmpty() ? KeyPlaces.DEFAULT : places;
  }

  /** As the container routes them: decoded and normalised, without the context path. */
  private static RequestMatcher open(List<String> paths) {
    return request -> {
      String path = path(request);
      for (String open : paths) {
        boolean tree = open.endsWith("/**");
        String base = tree ? open.substring(0, open.length() - 3) : open;
        if (path.equals(base) || (tree && path.startsWith(base + "/"))) {
          return true;
        }
      }
      return false;
    };
  }

  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }
}
