// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.spring.webflux;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The web exchange that the application sees: bodies pass unchanged, and are counted. */
final class TappedExchange extends ServerWebExchangeDecorator {

  private final RecordedWebExchange recorded;
  private final ServerHttpRequest request;
  private final ServerHttpResponse response;

  TappedExchange(ServerWebExchange web, RecordedWebExchange recorded) {
    super(web);
    this.recorded = recorded;
    this.request = new TappedRequest(web.getRequest(), recorded);
    this.response =
        web.getResponse() instanceof ZeroCopyHttpOutputMessage
            ? new TappedResponse.OfFiles(web.getResponse(), recorded)
            : new TappedResponse(web.getResponse(), recorded);
  }

  @Override
  public ServerHttpRequest getRequest() {
    return request;
  }

  @Override
  public ServerHttpResponse getResponse() {
    return response;
  }

  /** Forms are read from the request below. */
  @Override
  public Mono<MultiValueMap<String, String>> getFormData() {
    return super.getFormData().doOnNext(form -> recorded.readForm(text(form)));
  }

  private static String text(MultiValueMap<String, String> form) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, List<String>> parameter : form.entrySet()) {
      for (String value : parameter.getValue()) {
        text.append(text.isEmpty() ? "" : "&").append(encode(parameter.getKey()));
        if (value != null) {
          text.append('=').append(encode(value));
        }
      }
    }
    return text.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static final class TappedRequest extends ServerHttpRequestDecorator {

    private final RecordedWebExchange recorded;

    private TappedRequest(ServerHttpRequest request, RecordedWebExchange recorded) {
      super(request);
      this.recorded = recorded;
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return super.getBody().doOnNext(recorded::read);
    }
  }
}
