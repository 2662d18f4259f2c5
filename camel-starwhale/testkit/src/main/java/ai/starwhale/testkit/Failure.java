// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

/** Ends the handling of a request with an error answer. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    Failure(Reply reply) {
        super(null, null, false, false);
        this.reply = reply;
    }

    static Failure invalid(String subject, String message) {
        return new Failure(Reply.failure(
                400, "INVALID REQUEST: " + subject, "invalid request on subject " + subject + "\n" + message));
    }

    static Failure internal(String message) {
        return new Failure(Reply.failure(500, "internalServerError", message));
    }

    static Failure validation(String message) {
        return new Failure(Reply.failure(400, "validationException", message));
    }

    static Failure noSuch(String subject, String message) {
        return new Failure(
                Reply.filterFailure(404, "ValidationException", "Resource is not found " + subject + "\n" + message));
    }

    static Failure unauthorized(String message) {
        return new Failure(Reply.filterFailure(401, "Unauthorized", message));
    }

    Reply reply() {
        return reply;
    }
}
