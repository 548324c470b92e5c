// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.examples.micronaut;

import io.gatehouse.sdk.Consumer;
import io.gatehouse.sdk.Gatehouse;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.runtime.Micronaut;
import jakarta.inject.Singleton;

/** A small shop on Micronaut that Gatehouse watches. */
@Controller
@Produces(MediaType.TEXT_PLAIN)
public class Shop {

  /** Reads GATEHOUSE_SERVER, GATEHOUSE_INGEST_TOKEN and MICRONAUT_SERVER_PORT. */
  public static void main(String[] args) {
    Micronaut.run(Shop.class, args);
  }

  /** Customers name themselves in a header. */
  @Singleton
  static final class Customers implements BeanCreatedEventListener<Gatehouse.Builder> {
    @Override
    public Gatehouse.Builder onCreated(BeanCreatedEvent<Gatehouse.Builder> event) {
      return event.getBean().consumers(request -> Consumer.of(request.header("X-Client-Id")));
    }
  }

  @Get("/items/{id}")
  String item(@PathVariable("id") String id) {
    return "item " + id;
  }

  @Post("/orders")
  @Consumes(MediaType.TEXT_PLAIN)
  HttpResponse<String> order(@Body String quantity) {
    int count = Integer.parseInt(quantity.strip());
    if (count < 1) {
      throw new IllegalArgumentException("quantity must be at least 1");
    }
    return HttpResponse.created("ordered " + count);
  }

  @Get("/boom")
  String boom() {
    throw new IllegalStateException("the warehouse burns");
  }

  @Error(exception = IllegalArgumentException.class)
  HttpResponse<String> refuse(IllegalArgumentException error) {
    return HttpResponse.badRequest(String.valueOf(error.getMessage()));
  }
}
