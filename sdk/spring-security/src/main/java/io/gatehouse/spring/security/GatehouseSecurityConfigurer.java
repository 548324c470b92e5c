// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.security;

import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.spring.webmvc.ServletPrincipal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.context.ApplicationContext;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts a reader of the principal into each chain of Spring Security, after authentication and
 * around authorization, so that a request that is refused with 403 has a consumer. Found through
 * {@code META-INF/spring.factories}.
 */
public final class GatehouseSecurityConfigurer
    extends AbstractHttpConfigurer<GatehouseSecurityConfigurer, HttpSecurity> {

  /** For Spring Security. */
  public GatehouseSecurityConfigurer() {}

  @Override
  public void configure(HttpSecurity http) {
    ApplicationContext context = http.getSharedObject(ApplicationContext.class);
    if (context != null && isWanted(context)) {
      http.addFilterBefore(new PrincipalFilter(), ExceptionTranslationFilter.class);
    }
  }

  private static boolean isWanted(ApplicationContext context) {
    String setting = "gatehouse.principal-as-consumer";
    return context.getEnvironment().getProperty(setting, Boolean.class, true)
        && context.getBeanNamesForType(Gatehouse.class, true, false).length > 0;
  }

  /** Looks at what others load, and loads nothing itself: that may ask a store of sessions. */
  private static final class PrincipalFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      ServletPrincipal.leaveToSecurity(request);
      Supplier<SecurityContext> deferred = SecurityContextHolder.getDeferredContext();
      SecurityContextHolder.setDeferredContext(() -> noted(request, deferred.get()));
      chain.doFilter(request, response);
    }

    private static SecurityContext noted(HttpServletRequest request, SecurityContext loaded) {
      Authentication authentication = loaded.getAuthentication();
      String name = authentication == null ? null : SecurityNames.of(authentication);
      if (name != null) {
        ServletPrincipal.note(request, name);
      }
      return loaded;
    }
  }
}
