// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.stream.Stream;

/** What the recorded answers to a request are for this client. */
enum RecordedUse {
    JOB("GET", Paths.JOB),
    JOBS("GET", Paths.PROJECT + "/job/?"),
    TASKS("GET", Paths.JOB + "/task"),
    EVENTS("GET", Paths.JOB + "/event"),
    GRAPH("GET", Paths.JOB + "/dag"),
    LOG_NAMES("GET", "/api/v1/log/offline/[^/]+"),
    LOG("GET", "/api/v1/log/offline/[^/]+/.+"),
    ROWS("POST", "/api/v1/datastore/(scan|query)Table"),
    TABLES("POST", "/api/v1/datastore/listTables"),
    /** Nothing but a number is taken from these, or nothing at all. */
    NUMBER(
            "GET|POST|PUT|DELETE",
            Paths.PROJECT
                    + "(/(model|dataset|runtime)/[^/]+|/trash|/job|/job/[^/]+(/(pin|event|cancel|pause|resume))?)?"),
    LOGIN("POST", "/api/v1/login"),
    PROJECTS("GET", "/api/v1/project"),
    /** Links and blobs of artifacts. */
    ARTIFACTS("GET|POST|PUT", "(/api/v1/filestorage/sign-links|/obj-store/.*)"),
    /** What is not part of the Job SDK: uploads, users, exports, commands in containers. */
    FOREIGN(
            "GET|POST|PUT|HEAD",
            "/api/v1/(project|blob/?.*|user/?.*|system/.*|datastore/(updateTable|.*/export))|"
                    + Paths.PROJECT + "/(model|dataset|runtime)(/.*)?|"
                    + Paths.JOB + "/(task/.*|recover|explode)|"
                    + Paths.PROJECT + "/job/.*//?.*");

    private final String method;
    private final String path;

    RecordedUse(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static RecordedUse of(Exchange exchange) {
        return Stream.of(values())
                .filter(use -> use.isFor(exchange.method(), exchange.path()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a request that is not known: " + exchange));
    }

    /** Whether it is a request of this use. */
    boolean isFor(String requestMethod, String requestPath) {
        return requestMethod.matches(method) && requestPath.matches(path);
    }

    private static final class Paths {
        static final String PROJECT = "/api/v1/project/[^/]+";
        static final String JOB = PROJECT + "/job/[^/]+";
    }
}
