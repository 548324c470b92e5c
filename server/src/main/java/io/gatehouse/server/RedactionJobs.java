// Copyright the Gatehouse authors
// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.catalog.App;
import io.gatehouse.collector.redact.BatchRedactor;
import io.gatehouse.storage.Maintenance.Progress;
import io.gatehouse.storage.Storage;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the rules of an app to what is stored already, on a thread of its own, one app after the
 * other. What it was doing when the server stopped is not taken up again; starting it again does no
 * harm.
 */
public final class RedactionJobs implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RedactionJobs.class);

  private final Storage storage;
  private final SdkDirections directions;
  private final Clock clock;
  private final Map<Integer, Job> jobs = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread worker = new Thread(task, "gatehouse-redaction");
            worker.setDaemon(true);
            return worker;
          });

  RedactionJobs(Storage storage, SdkDirections directions, Clock clock) {
    this.storage = storage;
    this.directions = directions;
    this.clock = clock;
  }

  /** Where a job stands. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * How far a job has come.
   *
   * @param requests how many there are to look at
   * @param seen of them
   * @param changed of those
   * @param problem why it failed, for people; empty when it did not
   */
  public record Status(
      State state,
      long requests,
      long seen,
      long changed,
      long startedEpochMillis,
      @Nullable Long endedEpochMillis,
      String problem) {}

  private static final class Job implements Progress {
    private final long startedEpochMillis;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong changed = new AtomicLong();
    private volatile State state = State.WAITING;
    private volatile @Nullable Long endedEpochMillis;
    private volatile String problem = "";

    Job(long startedEpochMillis) {
      this.startedEpochMillis = startedEpochMillis;
    }

    @Override
    public void total(long count) {
      requests.set(count);
    }

    @Override
    public void done(long count, long different) {
      seen.addAndGet(count);
      changed.addAndGet(different);
    }

    boolean isOver() {
      return state == State.DONE || state == State.FAILED;
    }

    Status status() {
      return new Status(
          state,
          requests.get(),
          seen.get(),
          changed.get(),
          startedEpochMillis,
          endedEpochMillis,
          problem);
    }
  }

  /** Starts a job, or tells of the one that is under way. */
  public Status start(App app) {
    Job job =
        jobs.compute(
            app.number(),
            (number, current) -> {
              if (current != null && !current.isOver()) {
                return current;
              }
              Job next = new Job(clock.millis());
              thread.execute(() -> run(app, next));
              return next;
            });
    return job.status();
  }

  /** The last job of an app since the server started. */
  public Optional<Status> status(App app) {
    return Optional.ofNullable(jobs.get(app.number())).map(Job::status);
  }

  private void run(App app, Job job) {
    job.state = State.RUNNING;
    try {
      BatchRedactor redactor = AppRedactors.of(directions.of(app.number()).redaction());
      storage.maintenance().rewriteRequests(app.number(), redactor, job);
      job.state = State.DONE;
    } catch (RuntimeException e) {
      log.error("stored requests of {} could not be redacted", app.id(), e);
      job.problem =
          "It stopped after "
              + job.seen.get()
              + " requests; the server's log has the cause. Start it again to go on.";
      job.state = State.FAILED;
    }
    job.endedEpochMillis = clock.millis();
  }

  /** Waits for the step that is under way. */
  @Override
  public void close() throws InterruptedException {
    thread.shutdownNow();
    thread.awaitTermination(10, TimeUnit.SECONDS);
  }
}
