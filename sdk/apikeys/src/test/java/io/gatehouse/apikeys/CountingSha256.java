// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.atomic.AtomicLong;

/** SHA-256 that counts what it is asked to do, in the place of the JDK's while it is installed. */
public final class CountingSha256 extends MessageDigestSpi implements Cloneable {

  private static final AtomicLong DIGESTS = new AtomicLong();
  private static final AtomicLong BYTES = new AtomicLong();
  private static final Provider PROVIDER = new CountingProvider();

  private MessageDigest real;

  private static final class CountingProvider extends Provider {
    private static final long serialVersionUID = 1;

    CountingProvider() {
      super("Counting", "1", "counts hashes");
      put("MessageDigest.SHA-256", CountingSha256.class.getName());
      put("MessageDigest.SHA-256 ImplementedIn", "Software");
    }
  }

  /** For the provider. */
  public CountingSha256() throws GeneralSecurityException {
    real = MessageDigest.getInstance("SHA-256", "SUN");
  }

  static void install() {
    Security.insertProviderAt(PROVIDER, 1);
  }

  static void remove() {
    Security.removeProvider(PROVIDER.getName());
  }

  /** What was done since the last question, as text. */
  static String takeWork() {
    return DIGESTS.getAndSet(0) + " hashes of " + BYTES.getAndSet(0) + " bytes";
  }

  @Override
  protected void engineUpdate(byte input) {
    BYTES.incrementAndGet();
    real.update(input);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    BYTES.addAndGet(length);
    real.update(input, offset, length);
  }

  @Override
  protected byte[] engineDigest() {
    DIGESTS.incrementAndGet();
    return real.digest();
  }

  @Override
  protected void engineReset() {
    real.reset();
  }

  @Override
  public Object clone() throws CloneNotSupportedException {
    CountingSha256 copy = (CountingSha256) super.clone();
    copy.real = (MessageDigest) real.clone();
    return copy;
  }
}
