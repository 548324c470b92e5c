// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.catalog;

import org.jspecify.annotations.Nullable;

/** The catalog cannot be opened or refused a change. */
public final class CatalogException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CatalogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
