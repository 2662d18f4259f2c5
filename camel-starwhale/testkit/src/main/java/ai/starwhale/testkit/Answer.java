// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an {@link Interceptor} wants to happen to a request. Immutable. */
public final class Answer {

    private final @Nullable Reply reply;
    private final boolean handled;
    private final Duration delay;
    private final int cutAfter;

    private Answer(@Nullable Reply reply, boolean handled, Duration delay, int cutAfter) {
        this.reply = reply;
        this.handled = handled;
        this.delay = delay;
        this.cutAfter = cutAfter;
    }

    /** Any answer at all; the Server does not see the request. */
    public static Answer of(int status, @Nullable String contentType, String body) {
        return new Answer(Reply.text(status, contentType, body), false, Duration.ZERO, Integer.MAX_VALUE);
    }

    /** An answer in JSON. */
    public static Answer json(int status, String body) {
        return of(status, Reply.JSON, body);
    }

    /** An error page of the servlet container. */
    public static Answer html(int status) {
        return new Answer(Reply.html(status), false, Duration.ZERO, Integer.MAX_VALUE);
    }

    /** The connection is closed without an answer. */
    public static Answer cut() {
        return of(200, null, "").cutAfter(-1);
    }

    /** The Server's own answer, to be delayed or cut. */
    public static Answer fromServer() {
        return new Answer(null, true, Duration.ZERO, Integer.MAX_VALUE);
    }

    /** Adds a header. Of the Server's own answer nothing is changed. */
    public Answer header(String name, String value) {
        return new Answer(reply == null ? null : reply.withHeader(name, value), handled, delay, cutAfter);
    }

    /** Lets the Server handle the request first, and throws its answer away: the answer got lost on its way. */
    public Answer afterHandling() {
        return new Answer(reply, true, delay, cutAfter);
    }

    /** Answers so much later, in real time. */
    public Answer delayedBy(Duration time) {
        return new Answer(reply, handled, time, cutAfter);
    }

    /** Closes the connection after so many bytes of the body, though more were promised. */
    public Answer cutAfter(int bytes) {
        return new Answer(reply, handled, delay, bytes);
    }

    @Nullable Reply reply() {
        return reply;
    }

    boolean isHandled() {
        return handled;
    }

    Duration delay() {
        return delay;
    }

    int cutAfter() {
        return cutAfter;
    }
}
