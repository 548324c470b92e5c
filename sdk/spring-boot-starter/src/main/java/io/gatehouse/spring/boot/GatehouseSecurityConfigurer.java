// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.boot;

import io.gatehouse.sdk.Gatehouse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
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
    if (context != null && context.getBeanNamesForType(Gatehouse.class, true, false).length > 0) {
      http.addFilterBefore(new PrincipalFilter(), ExceptionTranslationFilter.class);
    }
  }

  /** Reads on the way out: by then the principal was loaded if anything needed it. */
  private static final class PrincipalFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      try {
        chain.doFilter(request, response);
      } finally {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && !(authentication instanceof AnonymousAuthenticationToken)) {
          ServletPrincipal.note(request, authentication.getName());
        }
      }
    }
  }
}
