// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** One of each: a list, an item, a form that is checked, something slow, a bug, a stream. */
@RestController
class ShopController {

  private static final long SLOW_MILLIS = 400;

  private static final Map<Integer, Product> PRODUCTS =
      Map.of(
          1, new Product(1, "Rope, 10 m", 1_490),
          2, new Product(2, "Brass bell", 3_900),
          3, new Product(3, "Signal lamp", 5_250));

  private final Map<Integer, Order> orders = new ConcurrentHashMap<>();
  private final AtomicInteger lastOrder = new AtomicInteger();

  record Product(int id, String name, int cents) {}

  record NewOrder(@Min(1) int product, @Min(1) @Max(100) int quantity, @NotBlank String email) {}

  record Order(int id, NewOrder content, int cents) {}

  @GetMapping("/products")
  List<Product> products() {
    return List.copyOf(PRODUCTS.values());
  }

  @GetMapping("/products/{id}")
  Product product(@PathVariable("id") int id) {
    Product product = PRODUCTS.get(id);
    if (product == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no product " + id + ".");
    }
    return product;
  }

  /** Answers 400 when the order breaks a constraint. */
  @PostMapping("/orders")
  @ResponseStatus(HttpStatus.CREATED)
  Order order(@Valid @RequestBody NewOrder order) {
    int id = lastOrder.incrementAndGet();
    Order placed = new Order(id, order, product(order.product()).cents() * order.quantity());
    orders.put(id, placed);
    return placed;
  }

  /** Slow, on a thread of its own. */
  @GetMapping("/reports/sales")
  Callable<Map<String, Integer>> sales() {
    return () -> {
      Thread.sleep(SLOW_MILLIS);
      return Map.of("cents", orders.values().stream().mapToInt(Order::cents).sum());
    };
  }

  /** The bug: nobody thought of an order that does not exist. */
  @PostMapping("/orders/{id}/payment")
  Map<String, Integer> pay(@PathVariable("id") int id) {
    Order order = orders.get(id);
    if (order == null) {
      throw new IllegalStateException("Order " + id + " is not open.");
    }
    return Map.of("paidCents", order.cents());
  }

  /** A stream, line by line. */
  @GetMapping("/orders/export")
  ResponseEntity<StreamingResponseBody> export() {
    StreamingResponseBody lines =
        out -> {
          out.write("id,cents\n".getBytes(UTF_8));
          for (Order order : orders.values()) {
            out.write((order.id() + "," + order.cents() + "\n").getBytes(UTF_8));
            out.flush();
          }
        };
    return ResponseEntity.ok().contentType(new MediaType("text", "csv", UTF_8)).body(lines);
  }
}
