// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.collector.otlp;

import io.gatehouse.collector.decode.TooLargeException;
import io.gatehouse.collector.intake.Corrections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes one export request apart and hands each record to a sink as soon as it is read. A record
 * needs its resource and scope, which senders write first; of a request that has them later, the
 * resources and scopes are read ahead in a pass of their own.
 */
final class OtlpDecoder {

  /** A resource or scope came after its records: read ahead and start again. */
  static final class LateEnvelopeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Resources and scopes in the order of their records. */
  static final class Envelopes {
    private final List<Attributes> resources = new ArrayList<>();
    private final List<String> scopes = new ArrayList<>();
  }

  private final Signal signal;
  private final Shapes.Envelope envelope;
  private final AttributeReader attributes;
  private final OtlpSink sink;
  private final RecordReader records;
  private final @Nullable Envelopes readAhead;
  private final boolean scanning;
  private int envelopes;
  private int resources;
  private int scopes;
  private long items;
  private long excess;

  private OtlpDecoder(
      Signal signal,
      Corrections corrections,
      OtlpSink sink,
      @Nullable Envelopes envelopes,
      boolean scanning) {
    this.signal = signal;
    this.envelope = Shapes.Envelope.of(signal);
    this.attributes = new AttributeReader(corrections);
    this.sink = sink;
    this.records = new RecordReader(attributes, sink, corrections);
    this.readAhead = envelopes;
    this.scanning = scanning;
  }

  /**
   * @throws LateEnvelopeException when {@link #scan} has to read ahead first
   */
  static void read(Signal signal, Cursor body, Corrections corrections, OtlpSink sink)
      throws IOException {
    new OtlpDecoder(signal, corrections, sink, null, false).request(body);
  }

  /** Only the resources and scopes. */
  static void scan(Signal signal, Cursor body, OtlpSink unused, Envelopes found)
      throws IOException {
    new OtlpDecoder(signal, new Corrections(), unused, found, true).request(body);
  }

  /** The records of a request whose resources and scopes are known. */
  static void read(
      Signal signal, Cursor body, Corrections corrections, OtlpSink sink, Envelopes envelopes)
      throws IOException {
    new OtlpDecoder(signal, corrections, sink, envelopes, false).request(body);
  }

  private void request(Cursor body) throws IOException {
    body.root(
        envelope.request(),
        (number, value) -> value.message(envelope.resource(), new ResourceFields()));
    if (excess > 0) {
      sink.overLimit(excess);
    }
  }

  private void countEnvelope() throws TooLargeException {
    if (++envelopes > OtlpLimits.ENVELOPES) {
      throw new TooLargeException(
          "has more than %d resources and scopes".formatted(OtlpLimits.ENVELOPES));
    }
  }

  /** The fields of what one resource sent. */
  private final class ResourceFields implements Cursor.FieldReader {

    private final Attributes resource = new Attributes();
    private boolean told;

    ResourceFields() throws IOException {
      countEnvelope();
      if (scanning && readAhead != null) {
        readAhead.resources.add(resource);
      } else if (readAhead != null) {
        tell(readAhead.resources.get(resources++));
      }
    }

    private void tell(Attributes known) throws IOException {
      told = true;
      sink.resource(known);
    }

    @Override
    public void field(int number, Cursor value) throws IOException {
      if (number == 1) {
        resourceField(value);
        return;
      }
      if (!told && !scanning) {
        tell(resource);
      }
      value.message(envelope.scope(), new ScopeFields());
    }

    private void resourceField(Cursor value) throws IOException {
      if (readAhead != null && !scanning) {
        return;
      }
      if (told) {
        throw new LateEnvelopeException();
      }
      resource.clear();
      value.message(Shapes.RESOURCE, (number, field) -> attributes.read(field, resource));
    }
  }

  /** The fields of what one scope of a resource sent. */
  private final class ScopeFields implements Cursor.FieldReader {

    private String scope = "";
    private boolean told;
    private final int place;

    ScopeFields() throws TooLargeException {
      countEnvelope();
      place = scopes++;
      if (scanning && readAhead != null) {
        readAhead.scopes.add("");
      } else if (readAhead != null) {
        tell(readAhead.scopes.get(place));
      }
    }

    private void tell(String known) {
      told = true;
      attributes.setTextBytes(
          known.equals(SdkEvents.SCOPE) && signal == Signal.LOGS
              ? OtlpLimits.EVENT_TEXT_BYTES
              : OtlpLimits.TEXT_BYTES);
      sink.scope(known);
    }

    @Override
    public void field(int number, Cursor value) throws IOException {
      if (number == 1) {
        scopeField(value);
        return;
      }
      if (scanning) {
        return;
      }
      if (!told) {
        tell(scope);
      }
      if (signal == Signal.METRICS) {
        long before = items;
        items += records.metric(value, OtlpLimits.ITEMS - before);
      } else if (++items > OtlpLimits.ITEMS) {
        excess++;
      } else if (signal == Signal.TRACES) {
        records.span(value);
      } else {
        records.log(value);
      }
    }

    private void scopeField(Cursor value) throws IOException {
      if (readAhead != null && !scanning) {
        return;
      }
      if (told) {
        throw new LateEnvelopeException();
      }
      value.message(
          Shapes.SCOPE,
          (number, field) -> {
            if (number == 1) {
              scope = field.text(OtlpLimits.NAME_BYTES);
            }
          });
      if (scanning && readAhead != null) {
        readAhead.scopes.set(place, scope);
      }
    }
  }
}
