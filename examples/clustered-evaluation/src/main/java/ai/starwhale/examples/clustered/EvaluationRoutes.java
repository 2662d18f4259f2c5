// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import static ai.starwhale.camel.StarwhaleConstants.COMMENT;

import org.apache.camel.builder.RouteBuilder;

/** The routes, the same on every node: one of them fires, one of them watches. */
final class EvaluationRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // Each fire on one node; one that a dead node had begun, again on another: a fire is one job all the same.
        from("quartz:evaluations/frequent?cron={{evaluation.cron}}&durableJob=true&recoverableJob=true")
                .routeId("schedule")
                .process(Announcements::fires)
                .setHeader(COMMENT)
                .exchange(Announcements::comment)
                .to("starwhale:job?operation=create&model=demo/version/v1&runHandler=evaluator:evaluate"
                        + "&datasets=mnist&runtime=pytorch")
                .process(Announcements::created);

        // On one node at a time. What it told is in the database, where the next one goes on.
        from("master:evaluations:starwhale:job?consumerId=watch&stateRepository=#told&delay={{watch.delay}}&initialDelay=0")
                .routeId("watch")
                .to("sql:insert into job_event (event_id, job, status, node)"
                        + " values (:#CamelStarwhaleEventId, :#CamelStarwhaleJobId, :#CamelStarwhaleStatus, '{{env:NODE}}')"
                        + " on conflict (event_id) do update set deliveries = job_event.deliveries + 1"
                        + "?dataSource=#database")
                .process(Announcements::told);
    }
}
