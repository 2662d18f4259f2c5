// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.testkit.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The answer to a create request is lost: there is one job all the same, and the caller has it. */
class LostAnswersTest {
    private final OnceBench once = new OnceBench();

    @AfterEach
    void close() {
        once.close();
    }

    static Stream<Answer> answersThatHideAJob() {
        return Stream.of(
                Answer.cut().afterHandling(),
                Answer.fromServer().cutAfter(0),
                Answer.fromServer().cutAfter(20),
                Answer.of(502, null, "bad gateway").afterHandling(),
                Answer.of(503, null, "busy").afterHandling(),
                Answer.html(504).afterHandling(),
                Answer.html(200).afterHandling(),
                Answer.json(200, "").afterHandling(),
                Answer.json(200, "{\"code\":\"success\",\"da").afterHandling(),
                Answer.json(200, "{\"code\":\"success\",\"message\":\"Success\",\"data\":null}")
                        .afterHandling());
    }

    @ParameterizedTest
    @MethodSource("answersThatHideAJob")
    void findsTheJobThatWasMade(Answer answer) {
        answerFirstPost(answer);

        Job job = once.bench.client.createJob(OnceBench.request().build());

        assertThat(once.posts()).isEqualTo(1);
        assertThat(once.kept())
                .singleElement()
                .extracting(JobInfo::uuid)
                .isEqualTo(job.info().uuid());
    }

    static Stream<Answer> answersWithoutAJob() {
        return Stream.of(Answer.cut(), Answer.of(502, null, "bad gateway"), Answer.html(504), Answer.html(200));
    }

    @ParameterizedTest
    @MethodSource("answersWithoutAJob")
    void sendsItAgainWhenItCannotBeOnItsWayAnyMore(Answer answer) {
        answerFirstPost(answer);

        Job job = once.bench.client.createJob(OnceBench.request().build());

        assertThat(once.posts()).isEqualTo(2);
        assertThat(once.kept())
                .singleElement()
                .extracting(JobInfo::uuid)
                .isEqualTo(job.info().uuid());
        Instant settled = PassingTime.START.plus(Duration.ofSeconds(30));
        assertThat(once.bench.time.now()).isAfterOrEqualTo(settled);
    }

    @Test
    void givesUpAfterThreeRequestsAndSaysThatThereIsNoJob() {
        once.bench.server.intercept(request ->
                request.path().endsWith(OnceBench.CREATE) && request.method().equals("POST")
                        ? Answer.of(502, null, "bad gateway")
                        : null);

        UnavailableException e = catchThrowableOfType(
                UnavailableException.class,
                () -> once.bench.client.createJob(OnceBench.request().build()));

        assertThat(e)
                .hasMessage("cannot create a job of free in project demo on " + once.bench.server.url()
                        + ": bad gateway (502); no job was made");
        assertThat(once.posts()).isEqualTo(3);
        assertThat(once.kept()).isEmpty();
    }

    @Test
    void saysWhenItCannotFindOut() {
        AtomicInteger posts = new AtomicInteger();
        once.bench.server.intercept(request -> {
            if (request.path().endsWith(OnceBench.CREATE) && request.method().equals("POST")) {
                posts.incrementAndGet();
                return Answer.cut().afterHandling();
            }
            return posts.get() > 0 ? Answer.of(503, null, "gone") : null;
        });
        JobRequest request = OnceBench.request().build();

        UnavailableException e =
                catchThrowableOfType(UnavailableException.class, () -> once.bench.client.createJob(request));

        assertThat(e)
                .hasMessageContaining("whether the job was made is not known, because the Server cannot be asked")
                .hasMessageEndingWith("try again with the same request or idempotency key");
        // Which then works, also in another process.
        once.bench.server.intercept(null);
        Job job = once.bench.client.createJob(request);
        assertThat(posts).hasValue(1);
        assertThat(once.kept())
                .singleElement()
                .extracting(JobInfo::uuid)
                .isEqualTo(job.info().uuid());
    }

    @Test
    void aClientThatIsClosedMeanwhileSaysThatAJobMayHaveBeenMade() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        once.bench.server.intercept(request -> {
            if (request.path().endsWith(OnceBench.CREATE) && request.method().equals("POST")) {
                asked.countDown();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return null;
        });
        Starwhale client = once.bench.builder().token(Bench.TOKEN).build();
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> client.createJob(OnceBench.request().build())));
        asked.await();

        client.close();

        assertThat(failure.join())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("whether the job was made is not known");
        over.countDown();
    }

    @Test
    void doesNotLookForWhatWasTurnedAway() {
        answerFirstPost(Answer.of(429, null, "slow down"));

        UnavailableException e = catchThrowableOfType(
                UnavailableException.class,
                () -> once.bench.client.createJob(OnceBench.request().build()));

        assertThat(e).hasMessageEndingWith("slow down (429)");
        assertThat(once.bench.time.pauses()).isEmpty();
        assertThat(once.kept()).isEmpty();
    }

    private void answerFirstPost(Answer answer) {
        AtomicInteger posts = new AtomicInteger();
        once.bench.server.intercept(request -> request.path().endsWith(OnceBench.CREATE)
                        && request.method().equals("POST")
                        && posts.incrementAndGet() == 1
                ? answer
                : null);
    }
}
