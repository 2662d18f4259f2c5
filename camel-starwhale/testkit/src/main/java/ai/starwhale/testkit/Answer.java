// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a {@link Fault} or an {@link Interceptor} wants to happen to a request. Immutable. */
public final class Answer {

    private final @Nullable Reply reply;
    private final int handlings;
    private final UnaryOperator<Reply> change;
    private final Delivery delivery;

    private Answer(@Nullable Reply reply, int handlings, UnaryOperator<Reply> change, Delivery delivery) {
        this.reply = reply;
        this.handlings = handlings;
        this.change = change;
        this.delivery = delivery;
    }

    static Answer of(Reply reply) {
        return new Answer(reply, 0, UnaryOperator.identity(), Delivery.NORMAL);
    }

    /** Any answer at all; the Server does not see the request. */
    public static Answer of(int status, @Nullable String contentType, String body) {
        return of(Reply.text(status, contentType, body));
    }

    /** An answer in JSON. */
    public static Answer json(int status, String body) {
        return of(status, Reply.JSON, body);
    }

    /** An error page of the servlet container, or of a proxy before it. */
    public static Answer html(int status) {
        return of(Reply.html(status));
    }

    /**
     * An error in the form in which one usually meets it: 401, 403, 404 and 500 as a Server was recorded, 503 in the words
     * of a Server that starts, 409 in the Server's envelope, and what a Server never says (429, 502, 504) as the page of
     * a proxy. For {@code Retry-After} add a {@link #header}.
     */
    public static Answer error(int status) {
        return of(Reply.error(status));
    }

    /** The connection is closed without an answer. */
    public static Answer cut() {
        return of(200, null, "").cutAfter(-1);
    }

    /** The Server's own answer, to be changed, delayed or cut. */
    public static Answer fromServer() {
        return new Answer(null, 1, UnaryOperator.identity(), Delivery.NORMAL);
    }

    private Answer with(Delivery other) {
        return new Answer(reply, handlings, change, other);
    }

    private Answer changed(UnaryOperator<Reply> more) {
        return new Answer(reply, handlings, own -> more.apply(change.apply(own)), delivery);
    }

    /** Adds a header, or replaces it. */
    public Answer header(String name, String value) {
        return changed(own -> own.withHeader(name, value));
    }

    /** Says that the body is something else than it is. */
    public Answer contentType(String type) {
        return changed(own -> own.withContentType(type));
    }

    /** Sends the first half of the zipped body, and says that it is all of it. */
    public Answer brokenGzip() {
        return changed(Reply::halfZipped);
    }

    /** Sends the body twice, one behind the other, in one answer. */
    public Answer repeated() {
        return changed(Reply::repeated);
    }

    /** Lets the Server handle the request first, and throws its answer away: the answer got lost on its way. */
    public Answer afterHandling() {
        return new Answer(reply, 1, change, delivery);
    }

    /** Lets the Server handle the request twice, as when a proxy has sent it again; the second answer counts. */
    public Answer handledTwice() {
        return new Answer(reply, 2, change, delivery);
    }

    /** Answers so much later, in real time. */
    public Answer delayedBy(Duration time) {
        return with(delivery.delayedBy(time));
    }

    /** Closes the connection after so many bytes of the body, though more were promised. */
    public Answer cutAfter(int bytes) {
        return with(delivery.cutAfter(bytes));
    }

    /** Sends so many bytes of the body at a time, with a pause between them, in real time. */
    public Answer slowly(int bytes, Duration pause) {
        return with(delivery.slowly(bytes, pause));
    }

    /** How often the Server is to handle the request. */
    int handlings() {
        return handlings;
    }

    /** What is sent, given the Server's own answer if it was asked; null for nothing at all. */
    @Nullable Reply reply(@Nullable Reply own) {
        Reply sent = reply == null ? own : reply;
        return sent == null ? null : change.apply(sent);
    }

    Delivery delivery() {
        return delivery;
    }
}
