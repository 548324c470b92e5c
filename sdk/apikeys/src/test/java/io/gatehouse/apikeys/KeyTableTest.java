// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.protocol.key.ApiKeyText;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyTableTest {

  private final KeyTable table = new KeyTable();

  private static ApiKey key() {
    return new ApiKey(new TestKeys.Draft().entry());
  }

  private @Nullable ApiKey find(String id) {
    byte[] bytes = KeyId.bytes(id);
    return table.find(KeyId.head(bytes, 0), KeyId.tail(bytes, 0));
  }

  /** The same as a map, over random additions, replacements and removals. */
  @Test
  void table_isAMap() {
    Random random = new Random(3);
    Map<String, ApiKey> expected = new HashMap<>();
    List<TestKeys.Draft> drafts = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      boolean again = !drafts.isEmpty() && random.nextInt(4) == 0;
      TestKeys.Draft draft =
          again ? drafts.get(random.nextInt(drafts.size())) : new TestKeys.Draft();
      drafts.add(draft);
      ApiKey key = new ApiKey(draft.entry());
      table.put(key);
      expected.put(key.id(), key);
      if (random.nextInt(1_000) == 0) {
        char kept = key.id().charAt(0);
        table.retain(one -> one.id().charAt(0) <= kept);
        expected.keySet().removeIf(id -> id.charAt(0) > kept);
      }
    }

    assertThat(table.size()).isEqualTo(expected.size());
    for (TestKeys.Draft draft : drafts) {
      assertThat(find(draft.text.id())).isSameAs(expected.get(draft.text.id()));
    }
    for (int i = 0; i < 1_000; i++) {
      String unknown = ApiKeyText.generate("gh", "prod", new SecureRandom()).id();
      assertThat(find(unknown)).isNull();
    }
  }

  /** A key that is there is found whatever is added meanwhile. */
  @Test
  void readers_neverMissAKeyWhileTheTableGrows() throws Exception {
    List<ApiKey> there = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      there.add(key());
      table.put(there.get(i));
    }
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService executor = Executors.newFixedThreadPool(2);
    List<Future<Integer>> readers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      readers.add(
          executor.submit(
              () -> {
                int missed = 0;
                do {
                  for (ApiKey each : there) {
                    missed += find(each.id()) == each ? 0 : 1;
                  }
                } while (!done.get());
                return missed;
              }));
    }
    for (int i = 0; i < 20_000; i++) {
      table.put(key());
    }
    done.set(true);
    executor.shutdown();

    for (Future<Integer> reader : readers) {
      assertThat(reader.get()).isZero();
    }
  }
}
