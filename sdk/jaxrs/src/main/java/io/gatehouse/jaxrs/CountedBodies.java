// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.jaxrs;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts bodies next to the application, where they are not encoded. */
@Priority(Integer.MAX_VALUE)
final class CountedBodies implements ReaderInterceptor, WriterInterceptor {

  /** Property of the request with the {@link RecordedExchange}. */
  static final String RECORDED = "io.gatehouse.jaxrs.recorded";

  @Override
  public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getProperty(RECORDED) instanceof RecordedExchange recorded) {
      context.setInputStream(recorded.requestBody().counting(context.getInputStream()));
    }
    return context.proceed();
  }

  @Override
  public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
    if (!(context.getProperty(RECORDED) instanceof RecordedExchange recorded)) {
      context.proceed();
      return;
    }
    context.setOutputStream(
        recorded.responseBody().counting(context.getOutputStream(), recorded::bodyClosed));
    try {
      context.proceed();
    } catch (Throwable e) {
      recorded.writingFailed(e);
      throw e;
    }
  }
}
