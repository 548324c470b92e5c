// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.guarded;

import io.gatehouse.apikeys.ApiKey;
import io.gatehouse.apikeys.RequiresScope;
import io.gatehouse.apikeys.RequiresScope.Match;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Orders of the consumers whose keys call: each sees its own. */
@RestController
@RequestMapping("/orders")
@RequiresScope("orders:read")
class OrdersController {

  private final Map<Integer, Order> orders = new ConcurrentHashMap<>();
  private final AtomicInteger lastOrder = new AtomicInteger();

  record Order(int id, String consumer, int quantity) {}

  /** Needs what the class needs. */
  @GetMapping
  List<Order> own(@AuthenticationPrincipal ApiKey key) {
    return orders.values().stream()
        .filter(order -> order.consumer().equals(key.consumer().identifier()))
        .toList();
  }

  @RequiresScope("orders:write")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Order place(@RequestParam("quantity") int quantity, @AuthenticationPrincipal ApiKey key) {
    if (quantity < 1) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Order at least one.");
    }
    int id = lastOrder.incrementAndGet();
    Order placed = new Order(id, key.consumer().identifier(), quantity);
    orders.put(id, placed);
    return placed;
  }

  /** Either the writer of orders or an administrator. */
  @RequiresScope(
      value = {"orders:write", "admin"},
      match = Match.ANY)
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(@PathVariable("id") int id) {
    if (orders.remove(id) == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no order " + id + ".");
    }
  }
}
