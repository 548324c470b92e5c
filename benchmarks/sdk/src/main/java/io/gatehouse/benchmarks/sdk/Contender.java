// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks.sdk;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.jakarta.servlet.TracingFilter;
import brave.propagation.TraceContext;
import brave.sampler.Sampler;
import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import io.gatehouse.sdk.RequestLogPolicy;
import io.gatehouse.servlet.GatehouseFilter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.instrumentation.spring.webmvc.v6_0.SpringWebMvcTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import org.springframework.web.filter.ServerHttpObservationFilter;

/** What stands between a container and an application, and who put it there. */
public enum Contender {
  NONE {
    @Override
    Filter filter(Sink sink, Path directory) {
      return new Filter() {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
          chain.doFilter(request, response);
        }
      };
    }
  },
  /** Counts, with a consumer. */
  GATEHOUSE {
    @Override
    Filter filter(Sink sink, Path directory) {
      return gatehouse(counting(sink));
    }
  },
  /**
   * The same, with a spool directory and so with a journal. Flushed often, because a benchmark
   * brings more requests in a tenth of a second than the journal holds.
   */
  GATEHOUSE_SPOOL {
    @Override
    Filter filter(Sink sink, Path directory) {
      return gatehouse(counting(sink).spool(directory).flushInterval(Duration.ofMillis(20)));
    }
  },
  /** The same, and tells failed requests one by one. */
  GATEHOUSE_ERRORS {
    @Override
    Filter filter(Sink sink, Path directory) {
      RequestLogPolicy errors = RequestLogPolicy.errorsAndSlow(Duration.ofSeconds(2));
      return gatehouse(counting(sink).requestLog(errors));
    }
  },
  /** The same, and tells every request with headers and bodies. */
  GATEHOUSE_BODIES {
    @Override
    Filter filter(Sink sink, Path directory) {
      return gatehouse(counting(sink).requestLog(RequestLogPolicy.all().bodies(true)));
    }
  },
  /** Always sampled; spans are made and dropped. */
  BRAVE {
    @Override
    Filter filter(Sink sink, Path directory) {
      return TracingFilter.create(
          Tracing.newBuilder()
              .sampler(Sampler.ALWAYS_SAMPLE)
              .addSpanHandler(
                  new SpanHandler() {
                    @Override
                    public boolean end(TraceContext context, MutableSpan span, Cause cause) {
                      return false;
                    }
                  })
              .build());
    }
  },
  /** Observations that become meters, as Spring Boot sets them up. */
  MICROMETER {
    @Override
    Filter filter(Sink sink, Path directory) {
      ObservationRegistry registry = ObservationRegistry.create();
      registry
          .observationConfig()
          .observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
      return new ServerHttpObservationFilter(registry);
    }
  },
  /** Always sampled; spans are made, queued and dropped. */
  OPENTELEMETRY {
    @Override
    Filter filter(Sink sink, Path directory) {
      SdkTracerProvider tracers =
          SdkTracerProvider.builder()
              .addSpanProcessor(BatchSpanProcessor.builder(new DroppingExporter()).build())
              .build();
      OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(tracers).build();
      return SpringWebMvcTelemetry.create(sdk).createServletFilter();
    }
  };

  /**
   * A filter that is ready.
   *
   * @param directory for its files
   */
  abstract Filter filter(Sink sink, Path directory);

  private static Gatehouse.Builder counting(Sink sink) {
    return sink.reporting().consumers(request -> Consumer.of(request.header("X-Client-Id")));
  }

  private static Filter gatehouse(Gatehouse.Builder builder) {
    return GatehouseFilter.of(builder.build()).routeAttribute(StubService.ROUTE_ATTRIBUTE);
  }

  private static final class DroppingExporter implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
