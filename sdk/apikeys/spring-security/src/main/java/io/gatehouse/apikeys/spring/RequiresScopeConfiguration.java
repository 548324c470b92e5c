// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.spring;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.RequiresScope;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.protocol.key.Scopes;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authorization.method.AuthorizationInterceptorsOrder;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Enforces {@link RequiresScope} on methods of beans, beside the annotations of Spring Security and
 * whoever has authenticated the call: scopes are its authorities {@code SCOPE_…}. The annotation of
 * a method takes the place of that of its class. Spring Boot imports it by itself.
 *
 * <pre>{@code
 * @Import(RequiresScopeConfiguration.class)
 * }</pre>
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
public class RequiresScopeConfiguration {

  /** For Spring. */
  public RequiresScopeConfiguration() {}

  /** Before each call of a method that needs scopes. */
  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Advisor requiresScopeAdvisor() {
    Pointcut classes = new AnnotationMatchingPointcut(RequiresScope.class, true);
    Pointcut methods = new AnnotationMatchingPointcut(null, RequiresScope.class, true);
    DefaultPointcutAdvisor advisor =
        new DefaultPointcutAdvisor(
            new ComposablePointcut(classes).union(methods), new ScopeInterceptor());
    advisor.setOrder(AuthorizationInterceptorsOrder.PRE_AUTHORIZE.getOrder());
    return advisor;
  }

  private static final class ScopeInterceptor implements MethodInterceptor {

    private final Map<Place, RouteRule> rules = new ConcurrentHashMap<>();

    /** A method as an object of that class has it; it may be inherited. */
    private record Place(Method method, Class<?> type) {}

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
      Object target = invocation.getThis();
      Method method = invocation.getMethod();
      Class<?> type = target == null ? method.getDeclaringClass() : AopUtils.getTargetClass(target);
      Place called = new Place(AopUtils.getMostSpecificMethod(method, type), type);
      if (!rules.computeIfAbsent(called, ScopeInterceptor::rule).isMetBy(granted())) {
        throw new AccessDeniedException("A scope is missing.");
      }
      return invocation.proceed();
    }

    private static RouteRule rule(Place place) {
      RequiresScope own = annotation(place.method);
      RequiresScope found = own == null ? annotation(place.type) : own;
      if (found == null) {
        throw new IllegalStateException("the annotation of " + place.method + " is gone");
      }
      return RouteRule.of(found);
    }

    private static @Nullable RequiresScope annotation(AnnotatedElement element) {
      return AnnotatedElementUtils.findMergedAnnotation(element, RequiresScope.class);
    }

    private static Scopes granted() {
      Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
      if (authentication == null) {
        throw new AuthenticationCredentialsNotFoundException("Nobody has authenticated this call.");
      }
      if (authentication instanceof ApiKeyAuthentication call) {
        ApiKey key = call.getPrincipal();
        return key == null ? Scopes.of(List.of()) : key.scopes();
      }
      return Scopes.of(scopes(authentication));
    }

    /** Of others than keys; what stands for more than itself only with us is no scope of theirs. */
    private static List<String> scopes(Authentication authentication) {
      List<String> scopes = new ArrayList<>();
      for (GrantedAuthority authority : authentication.getAuthorities()) {
        String text = authority.getAuthority();
        if (text != null && text.startsWith(ApiKeyAuthentication.SCOPE_PREFIX)) {
          String scope = text.substring(ApiKeyAuthentication.SCOPE_PREFIX.length());
          if (Scopes.isScope(scope) && !scope.endsWith("*")) {
            scopes.add(scope);
          }
        }
      }
      return scopes;
    }
  }
}
