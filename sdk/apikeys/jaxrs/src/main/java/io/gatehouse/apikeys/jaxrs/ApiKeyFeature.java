// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys.jaxrs;

import static java.util.Objects.requireNonNull;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.ApiKeys;
import io.gatehouse.apikeys.ApiKeys.WhenStale;
import io.gatehouse.apikeys.CallerAddress;
import io.gatehouse.apikeys.KeyPlaces;
import io.gatehouse.apikeys.RequiresScope;
import io.gatehouse.apikeys.RouteRule;
import io.gatehouse.protocol.key.Networks;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls of resource methods without a good API key, with the same answers as the servlet
 * filter, and without the scopes of {@link RequiresScope}. Methods or classes with {@link
 * PermitAll} need no key. What stands at a method takes the place of what stands at its class; both
 * may be inherited. Registered behind what records, calls are counted with their key.
 *
 * <pre>{@code
 * new ResourceConfig(Orders.class)
 *     .register(GatehouseFeature.of(gatehouse))
 *     .register(ApiKeyFeature.of(keys));
 * }</pre>
 */
public final class ApiKeyFeature implements DynamicFeature {

  /** Property of requests that were let in; its value is the {@link ApiKey}. */
  public static final String PROPERTY = ApiKey.class.getName();

  private final ApiKeys keys;
  private final KeyPlaces places;
  private final CallerAddress addresses;
  private final Function<ContainerRequestContext, @Nullable String> peer;
  private final WhenStale whenStale;

  private ApiKeyFeature(
      ApiKeys keys,
      KeyPlaces places,
      CallerAddress addresses,
      Function<ContainerRequestContext, @Nullable String> peer,
      WhenStale whenStale) {
    this.keys = keys;
    this.places = places;
    this.addresses = addresses;
    this.peer = peer;
    this.whenStale = whenStale;
  }

  /**
   * Takes keys from {@link KeyPlaces#DEFAULT}, knows no addresses, and counts what was known last.
   */
  public static ApiKeyFeature of(ApiKeys keys) {
    return new ApiKeyFeature(
        requireNonNull(keys, "keys"),
        KeyPlaces.DEFAULT,
        CallerAddress.OF_PEER,
        request -> null,
        WhenStale.LAST_KNOWN);
  }

  /** The same, which takes keys from other places. */
  public ApiKeyFeature places(KeyPlaces value) {
    return new ApiKeyFeature(keys, requireNonNull(value, "places"), addresses, peer, whenStale);
  }

  /**
   * The same, which knows where calls come from. Jakarta REST cannot tell; unless told, keys that
   * are bound to networks are refused.
   *
   * @param peer address of the connection's other end, e.g. of an injected servlet request; null =
   *     unknown
   * @param trustedProxies whose {@code Forwarded} and {@code X-Forwarded-For} are believed
   */
  public ApiKeyFeature addresses(
      Function<ContainerRequestContext, @Nullable String> peer, Networks trustedProxies) {
    return new ApiKeyFeature(
        keys, places, CallerAddress.behind(trustedProxies), requireNonNull(peer), whenStale);
  }

  /** The same, with what counts while the server is away for long. */
  public ApiKeyFeature whenStale(WhenStale value) {
    return new ApiKeyFeature(keys, places, addresses, peer, requireNonNull(value, "whenStale"));
  }

  /**
   * @throws IllegalArgumentException when a {@link RequiresScope} names what is no scope
   */
  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Method method = resource.getResourceMethod();
    Class<?> type = resource.getResourceClass();
    RequiresScope scopes = find(method, RequiresScope.class);
    boolean open = find(method, PermitAll.class) != null;
    if (scopes == null && !open) {
      scopes = find(type, RequiresScope.class);
      open = scopes == null && find(type, PermitAll.class) != null;
    }
    if (scopes == null && open) {
      return;
    }
    RouteRule rule = scopes == null ? RouteRule.ANY_KEY : RouteRule.of(scopes);
    context.register(
        new ApiKeyRequestFilter(keys, rule.whenStale(whenStale), places, addresses, peer),
        Priorities.AUTHENTICATION);
  }

  /** At a method, or at the one of a class or interface above that it comes from. */
  private static <A extends Annotation> @Nullable A find(Method method, Class<A> annotation) {
    A own = method.getAnnotation(annotation);
    return own == null ? above(method.getDeclaringClass(), method, annotation) : own;
  }

  private static <A extends Annotation> @Nullable A above(
      Class<?> type, Method method, Class<A> annotation) {
    for (Class<?> one = type; one != null; one = one.getSuperclass()) {
      A found = declared(one, method, annotation);
      if (found != null) {
        return found;
      }
      for (Class<?> each : one.getInterfaces()) {
        A told = above(each, method, annotation);
        if (told != null) {
          return told;
        }
      }
    }
    return null;
  }

  private static <A extends Annotation> @Nullable A declared(
      Class<?> type, Method method, Class<A> annotation) {
    for (Method each : type.getDeclaredMethods()) {
      boolean same =
          each.getName().equals(method.getName())
              && Arrays.equals(each.getParameterTypes(), method.getParameterTypes());
      if (same && each.isAnnotationPresent(annotation)) {
        return each.getAnnotation(annotation);
      }
    }
    return null;
  }

  private static <A extends Annotation> @Nullable A find(Class<?> type, Class<A> annotation) {
    for (Class<?> one = type; one != null; one = one.getSuperclass()) {
      A own = one.getAnnotation(annotation);
      if (own != null) {
        return own;
      }
      for (Class<?> each : one.getInterfaces()) {
        A told = find(each, annotation);
        if (told != null) {
          return told;
        }
      }
    }
    return null;
  }
}
