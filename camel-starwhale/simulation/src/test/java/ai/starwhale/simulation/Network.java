// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * The way from one process to the Server. Each request and each answer takes its time, in which others act, and may come
 * to harm. What happens to a request of a thread that has no turns depends on the request alone.
 */
final class Network implements Exchange {
    private static final Duration ON_THE_WAY = Duration.ofMillis(20);
    private static final Duration SLOW = Duration.ofSeconds(8);

    private final Run run;
    private final ClientProcess process;

    Network(Run run, ClientProcess process) {
        this.run = run;
        this.process = process;
    }

    @Override
    public Answer send(Request request) throws IOException {
        boolean isActing = run.turns().isActing();
        Dice dice = isActing
                ? run.dice()
                : new Dice(run.seed() * 31 + request.text().hashCode() * 17L + run.repetition(request));
        if (isActing) {
            run.countRequest();
        } else {
            run.coverage().count("exchanges");
        }
        travel(dice, ON_THE_WAY);
        if (run.trouble().isDown()) {
            throw new ConnectException("Connection refused, the Server is down");
        }
        Fault fault = run.trouble().at(request, dice, isActing && process.canDie());
        if (fault == null) {
            run.trace().add("sends", request);
        } else {
            run.coverage().count(fault);
            run.trace().add(fault.name(), request);
        }
        if (fault != null && isActing) {
            run.countHarm();
        }
        Answer answer = fault == null ? run.handle(request) : suffer(fault, request, dice);
        travel(dice, ON_THE_WAY);
        run.trace().add("is told", answer.status());
        if (request.isLogin() && answer.status() == 200 && !answer.breaksOff()) {
            process.loggedIn();
        }
        return answer;
    }

    private Answer suffer(Fault fault, Request request, Dice dice) throws IOException {
        return switch (fault) {
            case REFUSED -> throw new ConnectException("Connection refused");
            case REQUEST_LOST -> {
                travel(dice, SLOW);
                throw new SocketTimeoutException("Read timed out");
            }
            case REQUEST_LATE -> {
                arriveLate(request, dice);
                throw new SocketTimeoutException("Read timed out");
            }
            case ANSWER_LOST -> {
                run.handle(request);
                travel(dice, SLOW);
                throw new NoHttpResponseException("the Server failed to respond");
            }
            case ANSWER_CUT -> {
                Answer whole = run.handle(request);
                yield whole.cut(dice.below(Math.max(1, whole.body().length)));
            }
            case ANSWER_SLOW -> {
                Answer slow = run.handle(request);
                travel(dice, SLOW);
                yield slow;
            }
            case ANSWER_TWICE -> run.handle(request).twice();
            case ERROR_500 -> Answer.error(500);
            case ERROR_502 -> perhapsHandled(request, dice, 502);
            case ERROR_504 -> perhapsHandled(request, dice, 504);
            case ERROR_503 -> Answer.busy(503, 1 + dice.below(3));
            case ERROR_429 -> Answer.busy(429, 1 + dice.below(3));
            case TOKEN_EXPIRED -> {
                run.expireTokens();
                yield run.handle(request);
            }
            case GHOST -> {
                run.server().addGhost(comment(request));
                yield Answer.error(500);
            }
            case CRASH -> crash(request, dice);
        };
    }

    private Answer perhapsHandled(Request request, Dice dice, int status) {
        if (dice.hits(0.5)) {
            run.handle(request);
        }
        return Answer.error(status);
    }

    private Answer crash(Request request, Dice dice) {
        switch (dice.below(3)) {
            case 0 -> arriveLate(request, dice);
            case 1 -> run.handle(request);
            default -> {}
        }
        throw process.die();
    }

    /** The request reaches the Server within {@code settle}; what is left of that is for it to be handled. */
    private void arriveLate(Request request, Dice dice) {
        if (!run.turns().isActing()) {
            // It only reads.
            return;
        }
        Duration late = dice.upTo(Run.SETTLE.minusSeconds(1));
        run.turns().after(late, () -> {
            run.trace().add("arrives late", request);
            run.handle(request);
        });
    }

    private static String comment(Request request) {
        return request.text().replaceFirst("(?s).*\"comment\":\"([^\"]*)\".*", "$1");
    }

    private void travel(Dice dice, Duration longest) {
        if (run.turns().isActing()) {
            run.turns().pause(dice.upTo(longest));
        }
    }
}
