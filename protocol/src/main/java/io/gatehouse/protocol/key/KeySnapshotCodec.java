// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.protocol.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.protocol.JsonReader;
import io.gatehouse.protocol.JsonWriter;
import io.gatehouse.protocol.ProtocolException;
import io.gatehouse.protocol.key.KeyEntry.Level;
import io.gatehouse.protocol.key.KeyEntry.Owner;
import io.gatehouse.protocol.key.KeyEntry.RateLimit;
import io.gatehouse.protocol.key.KeyEntry.State;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes and reads a {@link KeySnapshot}: a line of JSON about the whole, one line a key, and as
 * the last line an Ed25519 signature (RFC 8032) of all bytes before it. Members that a reader does
 * not know are passed over.
 */
public final class KeySnapshotCodec {

  /** Type of the body. */
  public static final String CONTENT_TYPE = "application/x-ndjson";

  private static final int VERSION = 1;
  private static final String SIGNATURE_PREFIX = "{\"signature\":\"";
  private static final String SIGNATURE_SUFFIX = "\"}\n";
  private static final int SIGNATURE_CHARS = 88;
  private static final int FLUSH_CHARS = 1 << 16;

  private KeySnapshotCodec() {}

  /** The signed bytes. */
  public static byte[] write(KeySnapshot snapshot, PrivateKey key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    JsonWriter json = new JsonWriter();
    head(snapshot, json);
    for (KeyEntry entry : snapshot.keys()) {
      if (json.length() > FLUSH_CHARS) {
        out.writeBytes(json.toString().getBytes(UTF_8));
        json = new JsonWriter();
      }
      entry(entry, json);
    }
    out.writeBytes(json.toString().getBytes(UTF_8));
    byte[] signature = sign(out.toByteArray(), key);
    out.writeBytes(signatureLine(signature));
    return out.toByteArray();
  }

  private static void head(KeySnapshot snapshot, JsonWriter json) {
    json.beginObject().member("gatehouseKeys", VERSION).member("app", snapshot.app());
    json.member("revision", snapshot.revision()).member("since", snapshot.since());
    json.member("issuedMillis", snapshot.issuedAtMillis()).member("brand", snapshot.brand());
    json.name("peppers").beginObject();
    new TreeMap<>(snapshot.peppers())
        .forEach((number, bytes) -> json.member(number.toString(), base64(bytes)));
    json.endObject().endObject().newLine();
  }

  private static void entry(KeyEntry entry, JsonWriter json) {
    json.beginObject().member("id", entry.id()).member("key", entry.key());
    json.member("algorithm", entry.algorithm().text()).member("hash", base64(entry.hash()));
    json.optional("pepper", entry.pepper()).member("state", entry.state().text());
    json.member("name", entry.name()).member("environment", entry.environment());
    json.optional("expiresMillis", entry.expiresAtMillis());
    texts("scopes", entry.scopes(), json);
    texts("allow", entry.allow(), json);
    texts("deny", entry.deny(), json);
    json.name("consumer").beginObject().member("id", entry.consumer().id());
    json.optional("name", entry.consumer().name()).optional("group", entry.consumer().group());
    json.endObject();
    if (!entry.limits().isEmpty()) {
      json.name("limits").beginArray();
      for (RateLimit limit : entry.limits()) {
        json.beginObject().member("name", limit.name()).member("calls", limit.calls());
        json.member("seconds", limit.windowSeconds());
        json.optional("level", limit.level() == Level.KEY ? null : limit.level().text());
        json.endObject();
      }
      json.endArray();
    }
    json.endObject().newLine();
  }

  private static void texts(String name, List<String> texts, JsonWriter json) {
    if (!texts.isEmpty()) {
      json.name(name).beginArray();
      texts.forEach(json::value);
      json.endArray();
    }
  }

  private static byte[] signatureLine(byte[] signature) {
    return (SIGNATURE_PREFIX + base64(signature) + SIGNATURE_SUFFIX).getBytes(UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] sign(byte[] body, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(body);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 15 has Ed25519", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param signer who must have signed it
   * @throws ProtocolException when somebody else signed it, or it is damaged
   */
  public static KeySnapshot read(byte[] bytes, PublicKey signer) throws ProtocolException {
    int body =
        bytes.length - SIGNATURE_PREFIX.length() - SIGNATURE_CHARS - SIGNATURE_SUFFIX.length();
    if (body <= 0 || !isSigned(bytes, body, signer)) {
      throw new ProtocolException("the snapshot of API keys is not signed by the server");
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new ByteArrayInputStream(bytes, 0, body), UTF_8))) {
      return read(lines);
    } catch (IOException | IllegalArgumentException e) {
      throw new ProtocolException("the snapshot of API keys cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isSigned(byte[] bytes, int body, PublicKey signer)
      throws ProtocolException {
    int from = body + SIGNATURE_PREFIX.length();
    try {
      byte[] made =
          Base64.getDecoder().decode(Arrays.copyOfRange(bytes, from, from + SIGNATURE_CHARS));
      byte[] line = signatureLine(made);
      if (!Arrays.equals(bytes, body, bytes.length, line, 0, line.length)) {
        return false;
      }
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(signer);
      signature.update(bytes, 0, body);
      return signature.verify(made);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ProtocolException("the signature of the snapshot of API keys is damaged", e);
    }
  }

  private static KeySnapshot read(BufferedReader lines) throws IOException {
    String first = lines.readLine();
    if (first == null) {
      throw new ProtocolException("the snapshot of API keys is empty");
    }
    Head head = new Head();
    head.read(new JsonReader(first));
    List<KeyEntry> keys = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      keys.add(new EntryReader().read(new JsonReader(line)));
    }
    return new KeySnapshot(
        head.app, head.revision, head.since, head.issued, head.brand, head.peppers, keys);
  }

  private static final class Head {
    private int version;
    private String app = "";
    private String brand = "";
    private long revision;
    private long since;
    private long issued;
    private final Map<Integer, byte[]> peppers = new TreeMap<>();

    void read(JsonReader json) throws ProtocolException {
      json.beginObject();
      while (json.nextMember()) {
        switch (json.text()) {
          case "gatehouseKeys" -> version = json.readInt();
          case "app" -> app = json.readString();
          case "brand" -> brand = json.readString();
          case "revision" -> revision = json.readLong();
          case "since" -> since = json.readLong();
          case "issuedMillis" -> issued = json.readLong();
          case "peppers" -> peppers(json);
          default -> json.skipValue();
        }
      }
      if (version != VERSION) {
        throw new ProtocolException(
            "the snapshot of API keys has version " + version + ", this SDK reads " + VERSION);
      }
    }

    private void peppers(JsonReader json) throws ProtocolException {
      json.beginObject();
      while (json.nextMember()) {
        Integer number = Integer.valueOf(json.text());
        peppers.put(number, Base64.getDecoder().decode(json.readString()));
      }
    }
  }

  private static final class EntryReader {
    private String id = "";
    private String key = "";
    private KeyHash algorithm = KeyHash.HMAC_SHA256;
    private byte[] hash = {};
    private int pepper;
    private State state = State.REVOKED;
    private String name = "";
    private String environment = "";
    private long expires;
    private List<String> scopes = List.of();
    private List<String> allow = List.of();
    private List<String> deny = List.of();
    private Owner consumer = new Owner("", null, null);
    private List<RateLimit> limits = List.of();

    KeyEntry read(JsonReader json) throws ProtocolException {
      json.beginObject();
      while (json.nextMember()) {
        member(json);
      }
      if (id.isEmpty() || key.isEmpty() || hash.length == 0) {
        throw json.error("a key needs id, key and hash");
      }
      return new KeyEntry(
          id,
          key,
          algorithm,
          hash,
          pepper,
          state,
          name,
          environment,
          expires,
          scopes,
          allow,
          deny,
          consumer,
          limits);
    }

    private void member(JsonReader json) throws ProtocolException {
      switch (json.text()) {
        case "id" -> id = json.readString();
        case "key" -> key = json.readString();
        case "algorithm" -> algorithm = KeyHash.of(json.readString());
        case "hash" -> hash = Base64.getDecoder().decode(json.readString());
        case "pepper" -> pepper = json.readInt();
        case "state" -> state = State.of(json.readString());
        case "name" -> name = json.readString();
        case "environment" -> environment = json.readString();
        case "expiresMillis" -> expires = json.readLong();
        case "scopes" -> scopes = texts(json);
        case "allow" -> allow = texts(json);
        case "deny" -> deny = texts(json);
        case "consumer" -> consumer = owner(json);
        case "limits" -> limits = limits(json);
        default -> json.skipValue();
      }
    }

    private static List<String> texts(JsonReader json) throws ProtocolException {
      List<String> texts = new ArrayList<>();
      json.beginArray();
      while (json.nextElement()) {
        texts.add(json.readString());
      }
      return texts;
    }

    private static Owner owner(JsonReader json) throws ProtocolException {
      String id = "";
      String name = null;
      String group = null;
      json.beginObject();
      while (json.nextMember()) {
        switch (json.text()) {
          case "id" -> id = json.readString();
          case "name" -> name = json.readString();
          case "group" -> group = json.readString();
          default -> json.skipValue();
        }
      }
      return new Owner(id, name, group);
    }

    private static List<RateLimit> limits(JsonReader json) throws ProtocolException {
      List<RateLimit> limits = new ArrayList<>();
      json.beginArray();
      while (json.nextElement()) {
        String name = "";
        long calls = 0;
        long seconds = 0;
        Level level = Level.KEY;
        json.beginObject();
        while (json.nextMember()) {
          switch (json.text()) {
            case "name" -> name = json.readString();
            case "calls" -> calls = json.readLong();
            case "seconds" -> seconds = json.readLong();
            case "level" -> level = level(json.readString());
            default -> json.skipValue();
          }
        }
        limits.add(new RateLimit(name, calls, seconds, level));
      }
      return limits;
    }

    /** One that this release does not know holds for each key by itself: it still limits. */
    private static Level level(String text) {
      for (Level known : Level.values()) {
        if (known.text().equals(text)) {
          return known;
        }
      }
      return Level.KEY;
    }
  }
}
