// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.alerting.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.alerting.SpecJson;
import io.gatehouse.alerting.Vault;
import io.gatehouse.catalog.Channels.StoredChannel;
import java.util.HashMap;
import java.util.Map;

/** What was entered for a channel, and which part of it is sealed. */
public final class ChannelConfigs {

  private final Vault vault;

  public ChannelConfigs(Vault vault) {
    this.vault = vault;
  }

  private static String context(long workspace) {
    return "channel " + workspace;
  }

  /** Seals secrets; none = empty. */
  public String seal(long workspace, Map<String, String> secrets) {
    return secrets.isEmpty() ? "" : vault.seal(context(workspace), SpecJson.write(secrets));
  }

  /** What may be shown. */
  public Map<String, String> shown(StoredChannel channel) {
    return map(channel.config());
  }

  /** The secrets alone. */
  public Map<String, String> secrets(StoredChannel channel) {
    return channel.sealed().isEmpty()
        ? Map.of()
        : map(vault.open(context(channel.workspace()), channel.sealed()));
  }

  /** Everything, secrets included. */
  public Map<String, String> whole(StoredChannel channel) {
    Map<String, String> whole = new HashMap<>(shown(channel));
    whole.putAll(secrets(channel));
    return whole;
  }

  private static Map<String, String> map(String json) {
    try {
      return SpecJson.MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is stored is no configuration of a channel", e);
    }
  }
}
