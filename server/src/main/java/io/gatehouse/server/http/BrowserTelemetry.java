// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.cors.CorsService;
import com.linecorp.armeria.server.cors.CorsServiceBuilder;
import io.netty.util.AttributeKey;
import java.util.List;
import java.util.Set;

/**
 * What pages may send to us: OpenTelemetry, when their origin is allowed to (Fetch standard, CORS).
 * The browser SDK of Monoscope also sends recordings of sessions, which are not kept: 403 is the
 * answer upon which it stops, says why in the console, and does not collect them any more.
 */
final class BrowserTelemetry {

  /** Where that SDK sends recordings. */
  static final String REPLAYS = "/api/v1/rrweb";

  private static final Set<String> PATHS = Set.of("/v1/traces", "/v1/metrics", "/v1/logs", REPLAYS);
  private static final String NO_REPLAYS =
      "Gatehouse keeps no recordings of sessions. Leave replayEventsBaseUrl out of the SDK's"
          + " settings.";
  private static final AttributeKey<Origin> ORIGIN =
      AttributeKey.valueOf(BrowserTelemetry.class, "ORIGIN");

  private final Set<String> origins;
  private final IngestService ingest;
  private final HttpService service;

  /**
   * @param origins of pages that may; none = only those who are no browsers
   */
  BrowserTelemetry(List<String> origins, IngestService ingest) {
    this.origins = Set.copyOf(origins);
    this.ingest = ingest;
    this.service = origins.isEmpty() ? this::answer : allowing(origins).build(this::answer);
  }

  private static CorsServiceBuilder allowing(List<String> origins) {
    return CorsService.builder(origins)
        .allowRequestMethods(HttpMethod.POST)
        .allowRequestHeaders("content-type", "content-encoding", "authorization", "x-api-key")
        .maxAge(3_600);
  }

  static boolean isFor(String path) {
    return PATHS.contains(path);
  }

  HttpResponse serve(ServiceRequestContext context, HttpRequest request, Origin origin) {
    context.setAttr(ORIGIN, origin);
    try {
      return service.serve(context, request);
    } catch (Exception e) {
      return HttpResponse.ofFailure(e);
    }
  }

  private HttpResponse answer(ServiceRequestContext context, HttpRequest request) {
    Origin origin = context.attr(ORIGIN);
    if (origin == null || origin.path().equals(REPLAYS)) {
      return HttpResponse.of(
          HttpStatus.FORBIDDEN, MediaType.PLAIN_TEXT_UTF_8, HttpData.ofUtf8(NO_REPLAYS));
    }
    // The collector refuses pages: those that may send are let in here.
    return ingest.serve(context, mayCome(request) ? withoutOrigin(request) : request, origin);
  }

  private boolean mayCome(HttpRequest request) {
    String page = request.headers().get(HttpHeaderNames.ORIGIN);
    return page != null && origins.contains(page);
  }

  private static HttpRequest withoutOrigin(HttpRequest request) {
    return request.withHeaders(
        request.headers().toBuilder().removeAndThen(HttpHeaderNames.ORIGIN).build());
  }
}
