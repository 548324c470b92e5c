// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BodyCounterTest {

  private static final byte[] BODY = "hello".getBytes(UTF_8);

  private final BodyCounter counter = BodyCounter.ofRequest(NoopExchange.INSTANCE);

  @Test
  void d6_output_passesFirstAndCounts() throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    OutputStream counted = counter.counting(target);
    counted.write(BODY);
    counted.write('!');

    assertThat(target.toString(UTF_8)).isEqualTo("hello!");
    assertThat(counter.bytes()).isEqualTo(6);
    assertThat(counter.isBroken()).isFalse();
  }

  @Test
  void c6_failedWrite_isBrokenAndNotCounted() {
    OutputStream counted =
        counter.counting(
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                throw new IOException("gone");
              }
            });

    assertThatThrownBy(() -> counted.write(BODY)).hasMessage("gone");
    assertThat(counter.isBroken()).isTrue();
    assertThat(counter.bytes()).isZero();
  }

  @Test
  void c6_wrappedFailure_isBroken() {
    OutputStream counted =
        counter.counting(
            new OutputStream() {
              @Override
              public void write(int one) {
                throw new IllegalStateException(new IOException("gone"));
              }
            });

    assertThatThrownBy(() -> counted.write(BODY)).isInstanceOf(IllegalStateException.class);
    assertThat(counter.isBroken()).isTrue();
  }

  @Test
  void close_calledTwice_tellsOnce() throws IOException {
    AtomicInteger closed = new AtomicInteger();
    OutputStream counted = counter.counting(new ByteArrayOutputStream(), closed::incrementAndGet);
    counted.close();
    counted.close();

    assertThat(closed).hasValue(1);
  }

  @Test
  void input_markedAndReset_countsOnce() throws IOException {
    InputStream counted = counter.counting(new ByteArrayInputStream(BODY));
    counted.mark(1);
    assertThat(counted.read()).isEqualTo('h');
    counted.reset();

    assertThat(counted.readAllBytes()).isEqualTo(BODY);
    assertThat(counter.bytes()).isEqualTo(5);
  }

  @Test
  void b12_excludedPaths_matchWholeSegments() {
    ExcludedPaths excluded = ExcludedPaths.of(List.of("/health", "/internal/**"));

    assertThat(excluded.matches("/health")).isTrue();
    assertThat(excluded.matches("/health/deep")).isFalse();
    assertThat(excluded.matches("/internal")).isTrue();
    assertThat(excluded.matches("/internal/a/b")).isTrue();
    assertThat(excluded.matches("/internals")).isFalse();
    assertThat(ExcludedPaths.of(List.of()).matches("/")).isFalse();
  }
}
