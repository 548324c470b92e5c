// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The simulated shop: what its API has, who calls it, how much at which hour, and what goes wrong.
 * Everything that happens is drawn from one seed and the time at which the demo started.
 */
final class DemoShop {

  static final String NAME = "Harbour Shop API";
  static final String PRODUCTION = "prod";
  static final String STAGING = "staging";

  /** Requests a minute at the quietest and at the busiest time of a weekday. */
  private static final double NIGHT = 26;

  private static final double NOON = 112;
  private static final double WEEKEND = 0.62;
  private static final double ANONYMOUS = 0.06;
  private static final double UNMATCHED = 0.004;

  static final List<DemoEndpoint> ENDPOINTS =
      List.of(
          new DemoEndpoint("GET", "/v1/products", 19, 38, 0.45, 0.002, 400, 0.0002, 200, 0, 14_200),
          new DemoEndpoint(
              "GET", "/v1/products/:id", 26, 16, 0.5, 0.021, 404, 0.0001, 200, 0, 2_300),
          new DemoEndpoint("GET", "/v1/search", 12, 74, 0.6, 0.004, 400, 0.0006, 200, 0, 9_800),
          new DemoEndpoint("GET", "/v1/stock/:sku", 11, 9, 0.4, 0.012, 404, 0.0001, 200, 0, 180),
          new DemoEndpoint("POST", "/v1/carts", 4, 27, 0.4, 0.006, 422, 0.0003, 201, 160, 420),
          new DemoEndpoint("GET", "/v1/carts/:id", 6, 14, 0.4, 0.03, 404, 0.0001, 200, 0, 1_150),
          new DemoEndpoint(
              "POST", "/v1/carts/:id/items", 6.5, 33, 0.45, 0.035, 422, 0.0004, 201, 240, 1_300),
          new DemoEndpoint(
              "DELETE", "/v1/carts/:id/items/:item", 1.1, 21, 0.4, 0.05, 404, 0.0002, 204, 0, 0),
          new DemoEndpoint("POST", "/v1/orders", 2.6, 190, 0.5, 0.052, 422, 0.002, 201, 900, 1_600),
          new DemoEndpoint("GET", "/v1/orders", 2.2, 62, 0.5, 0.003, 403, 0.0003, 200, 0, 7_600),
          new DemoEndpoint(
              "GET", "/v1/orders/:id", 4.4, 24, 0.45, 0.018, 404, 0.0002, 200, 0, 1_900),
          new DemoEndpoint("POST", "/v1/payments", 2.4, 410, 0.55, 0.06, 402, 0.004, 201, 620, 540),
          new DemoEndpoint(
              "GET", "/v1/shipments/:id/tracking", 5.2, 48, 0.6, 0.011, 404, 0.0005, 200, 0, 1_050),
          new DemoEndpoint(
              "PUT", "/v1/customers/:id", 0.8, 41, 0.4, 0.04, 422, 0.0004, 200, 700, 760),
          new DemoEndpoint("POST", "/oauth/token", 3.6, 58, 0.35, 0.07, 401, 0.0002, 200, 130, 610),
          new DemoEndpoint(
              "GET", "/v1/exports/:id", 0.15, 1_900, 0.7, 0.02, 404, 0.006, 200, 0, 890_000),
          new DemoEndpoint("PATCH", "/v1/reviews/:id", 0, 30, 0.4, 0, 404, 0, 200, 300, 500),
          new DemoEndpoint("GET", "/v1/coupons", 0, 30, 0.4, 0, 404, 0, 200, 0, 500));

  /** What fails while the stock service is away. */
  private static final Set<String> STRUCK = Set.of("/v1/stock/:sku", "/v1/carts/:id/items");

  static final List<DemoConsumer> CONSUMERS = consumers();

  private final long startMinute;
  private final double[] endpointWeights;
  private final double[] consumerWeights;

  DemoShop(long startMinute) {
    this.startMinute = startMinute;
    endpointWeights = cumulative(ENDPOINTS.stream().mapToDouble(DemoEndpoint::weight).toArray());
    consumerWeights = cumulative(CONSUMERS.stream().mapToDouble(DemoConsumer::weight).toArray());
  }

  /** A call of the shop. */
  record Call(
      String method,
      String route,
      int status,
      String consumer,
      double millis,
      int requestBytes,
      int responseBytes,
      Failure failure) {}

  /** What is reported besides the status. */
  enum Failure {
    NONE,
    EXCEPTION,
    VALIDATION
  }

  /** An app version and the minute in which it was deployed. */
  record Deploy(long minute, String version) {}

  /** Ascending; the last two bring the incident and end it. */
  List<Deploy> deploys() {
    return List.of(
        new Deploy(startMinute - 30 * 1440, "4.8.0"),
        new Deploy(startMinute - 23 * 1440 + 190, "4.9.0"),
        new Deploy(startMinute - 16 * 1440 - 75, "4.10.0"),
        new Deploy(startMinute - 9 * 1440 + 40, "4.11.0"),
        new Deploy(startMinute - 4 * 1440 - 20, "4.11.3"),
        new Deploy(incidentStart(), "4.12.0"),
        new Deploy(incidentEnd(), "4.12.1"));
  }

  String versionAt(long minute) {
    String version = "4.8.0";
    for (Deploy deploy : deploys()) {
      if (deploy.minute() <= minute) {
        version = deploy.version();
      }
    }
    return version;
  }

  private long incidentStart() {
    return startMinute - 7 * 60 - 20;
  }

  private long incidentEnd() {
    return startMinute - 6 * 60 - 25;
  }

  private boolean isIncident(long minute) {
    return minute >= incidentStart() && minute < incidentEnd();
  }

  /** Calls of all instances in one minute. */
  int callsIn(String environment, long minute, SplittableRandom random) {
    double expected = environment.equals(STAGING) ? 1.5 : expected(minute);
    double drawn = expected + Math.sqrt(expected) * gaussian(random);
    return (int) Math.max(0, Math.round(drawn));
  }

  private double expected(long minute) {
    var time = Instant.ofEpochSecond(minute * 60).atZone(ZoneOffset.UTC);
    double hour = time.getHour() + time.getMinute() / 60.0;
    double day =
        Math.exp(-Math.pow((hour - 14.2) / 4.6, 2))
            + 0.35 * Math.exp(-Math.pow((hour - 20.3) / 1.9, 2));
    boolean weekend =
        time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
    double growth = 1 + 0.18 * (minute - (startMinute - 30 * 1440)) / (30.0 * 1440);
    return (NIGHT + (NOON - NIGHT) * Math.min(1, day)) * (weekend ? WEEKEND : 1) * growth;
  }

  Call call(long minute, SplittableRandom random) {
    String consumer = consumer(minute, random);
    if (random.nextDouble() < UNMATCHED) {
      return new Call("GET", "", 404, consumer, 3 + random.nextDouble() * 4, 0, 60, Failure.NONE);
    }
    DemoEndpoint endpoint = ENDPOINTS.get(draw(endpointWeights, random));
    boolean struck = isIncident(minute) && STRUCK.contains(endpoint.route());
    boolean slowed =
        isIncident(minute) && endpoint.route().equals("/v1/orders") && endpoint.isWrite();
    double serverErrorShare = struck ? 0.46 : slowed ? 0.2 : endpoint.serverErrorShare();
    double dice = random.nextDouble();
    double millis =
        endpoint.medianMillis()
            * Math.exp(endpoint.spread() * gaussian(random))
            * (slowed ? 3.2 : 1);
    if (dice < serverErrorShare) {
      return new Call(
          endpoint.method(),
          endpoint.route(),
          struck ? 503 : 500,
          consumer,
          struck ? 2_000 + random.nextDouble() * 60 : millis,
          sized(endpoint.requestBytes(), random),
          110,
          struck ? Failure.NONE : Failure.EXCEPTION);
    }
    if (dice < serverErrorShare + endpoint.clientErrorShare()) {
      return new Call(
          endpoint.method(),
          endpoint.route(),
          endpoint.clientError(),
          consumer,
          4 + millis / 5,
          sized(endpoint.requestBytes(), random),
          140,
          endpoint.clientError() == 422 ? Failure.VALIDATION : Failure.NONE);
    }
    boolean cached = endpoint.method().equals("GET") && random.nextDouble() < 0.03;
    return new Call(
        endpoint.method(),
        endpoint.route(),
        cached ? 304 : endpoint.success(),
        consumer,
        cached ? millis / 3 : millis,
        sized(endpoint.requestBytes(), random),
        cached ? 0 : sized(endpoint.responseBytes(), random),
        Failure.NONE);
  }

  private String consumer(long minute, SplittableRandom random) {
    if (random.nextDouble() < ANONYMOUS) {
      return "";
    }
    DemoConsumer consumer = CONSUMERS.get(draw(consumerWeights, random));
    double daysAgo = Math.max(0, startMinute - minute) / 1440.0;
    boolean calls = daysAgo <= consumer.fromDay() && daysAgo >= consumer.untilDay();
    return calls ? consumer.identifier() : CONSUMERS.get(0).identifier();
  }

  private static int sized(int typical, SplittableRandom random) {
    return typical == 0 ? 0 : (int) Math.max(2, typical * Math.exp(0.35 * gaussian(random)));
  }

  /** Nearly normal, as the sum of six uniform numbers. */
  private static double gaussian(SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += random.nextDouble();
    }
    return (sum - 3) * Math.sqrt(2);
  }

  private static int draw(double[] cumulative, SplittableRandom random) {
    double dice = random.nextDouble() * cumulative[cumulative.length - 1];
    int index = 0;
    while (cumulative[index] <= dice) {
      index++;
    }
    return index;
  }

  private static double[] cumulative(double[] weights) {
    double[] sums = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      sums[i] = sum;
    }
    return sums;
  }

  private static List<DemoConsumer> consumers() {
    List<DemoConsumer> consumers = new ArrayList<>();
    String[][] names = {
      {
        "Marketplaces",
        "Tidewater Market",
        "Kestrel Bazaar",
        "Northgate Deals",
        "Quayside",
        "Lumen Outlet"
      },
      {
        "Retail partners",
        "Bramble & Co",
        "Osprey Parts",
        "Mosswick Dairy",
        "Lantern Grocers",
        "Ferrow Labs",
        "Alder Books",
        "Pebble Toys",
        "Saltmarsh Coffee",
        "Willow Garden",
        "Corner Cycle",
        "Hearth & Home",
        "Juniper Pharmacy",
        "Copper Kettle",
        "Redwood Sports",
        "Marlin Travel"
      },
      {"Mobile apps", "Shop for iOS", "Shop for Android", "Courier app"},
      {"Internal", "Warehouse", "Customer care", "Pricing", "Reporting"},
      {
        "Resellers",
        "Amberline",
        "Birchfield",
        "Castleton",
        "Dovecote",
        "Elmsworth",
        "Foxglove",
        "Greenholt",
        "Hollybrook",
        "Ivystone",
        "Kingsmere",
        "Larkspur",
        "Millbrook",
        "Oakhurst",
        "Primrose",
        "Ravenhill",
        "Silverdale",
        "Thornbury",
        "Upwood"
      }
    };
    int rank = 0;
    for (String[] group : names) {
      for (int i = 1; i < group.length; i++) {
        String identifier =
            group[i].toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        double weight = group[0].equals("Mobile apps") ? 24.0 / i : 9.0 / Math.pow(1 + rank, 0.7);
        int fromDay = rank % 11 == 7 ? 5 : rank % 17 == 12 ? 1 : 99;
        int untilDay = rank % 13 == 9 ? 2 : 0;
        consumers.add(new DemoConsumer(identifier, group[i], group[0], weight, fromDay, untilDay));
        rank++;
      }
    }
    return List.copyOf(consumers);
  }
}
