// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.JobRequest;
import ai.starwhale.client.JobStatus;
import ai.starwhale.client.Task;
import ai.starwhale.testkit.JobScript;
import ai.starwhale.testkit.NewJob;
import ai.starwhale.testkit.RecordedEvaluation;
import ai.starwhale.testkit.StarwhaleServer.AddedJob;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private final Fixture fixture = new Fixture();
    private final List<NewJob> asked = new ArrayList<>();

    @BeforeEach
    void prepareModel() {
        fixture.demo.addModel("mnist", "evaluator:evaluate");
        fixture.demo.addRuntime("pytorch");
        fixture.demo.addDataset("digits");
        fixture.server.onCreate(job -> {
            asked.add(job);
            return RecordedEvaluation.script(25).after(Duration.ZERO);
        });
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private Message sent(String options) {
        Exchange exchange = fixture.send("starwhale:job?" + options, message -> {});
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private static void assertTellsJob(Message message, AddedJob job, String status) {
        assertThat(message.getHeaders())
                .containsEntry(StarwhaleConstants.JOB_ID, job.id())
                .containsEntry(StarwhaleConstants.JOB_UUID, job.uuid())
                .containsEntry(StarwhaleConstants.STATUS, status)
                .containsEntry(StarwhaleConstants.PROJECT, "demo");
        assertThat(message.getHeader(StarwhaleConstants.JOB_URI, String.class))
                .endsWith("/project/demo/job/" + job.id());
        assertThat(message.getHeader(StarwhaleConstants.INSTANCE, String.class)).startsWith("http://127.0.0.1:");
    }

    @Test
    void createSendsWhatTheOptionsSay() {
        Message message = sent("operation=create&model=mnist&runHandler=evaluator:evaluate&datasets=digits"
                + "&runtime=pytorch&ttl=1h&comment=tonight&devMode=true&devModePassword=canary-dev-7");

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).handler()).isEqualTo("evaluator:evaluate");
        assertThat(asked.get(0).model()).isEqualTo("mnist");
        assertThat(asked.get(0).datasetVersionIds()).hasSize(1);
        assertThat(asked.get(0).body())
                .contains("\"timeToLiveInSec\":3600", "\"devMode\":true", "\"devPassword\":\"canary-dev-7\"");
        JobInfo job = message.getBody(JobInfo.class);
        assertThat(job.status()).isEqualTo(JobStatus.SUCCESS);
        assertThat(job.comment()).isEqualTo("tonight");
        assertTellsJob(message, new AddedJob(job.id(), job.uuid()), "SUCCESS");
    }

    @Test
    void createTakesTheRequestInTheBodyBeforeTheOptions() {
        JobRequest request = JobRequest.builder()
                .project("demo")
                .model("mnist")
                .runHandler("evaluator:evaluate")
                .runtime("pytorch")
                .comment("of the body")
                .build();
        Exchange exchange = fixture.send(
                "starwhale:job?operation=create&model=nosuch&runHandler=no:such",
                message -> message.getMessage().setBody(request));

        assertThat(exchange.getException()).isNull();
        assertThat(asked).singleElement().extracting(NewJob::model).isEqualTo("mnist");
        assertThat(exchange.getMessage().getBody(JobInfo.class).comment()).isEqualTo("of the body");
    }

    @Test
    void getTellsTheJob() {
        AddedJob job = fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        Message message = sent("operation=get&job=" + job.id());
        assertThat(message.getBody()).isInstanceOfSatisfying(JobInfo.class, found -> {
            assertThat(found.uuid()).isEqualTo(job.uuid());
            assertThat(found.status()).isEqualTo(JobStatus.RUNNING);
        });
        assertTellsJob(message, job, "RUNNING");
    }

    @Test
    void aJobIsFoundByUuidToo() {
        AddedJob job = fixture.server.addJob(fixture.demo, Fixture.statuses("RUNNING"));
        assertTellsJob(sent("operation=get&job=" + job.uuid()), job, "RUNNING");
    }

    @Test
    void statusIsATextToCompareWith() throws Exception {
        AddedJob job = fixture.server.addJob(fixture.demo, Fixture.statuses("SUCCESS"));
        fixture.route(route -> route.from("direct:in")
                .to("starwhale:job?operation=status&job=" + job.id())
                .choice()
                .when(route.simple("${body} == 'SUCCESS'"))
                .setBody(route.constant("well done"))
                .otherwise()
                .setBody(route.constant("not yet")));
        Exchange exchange = fixture.send("direct:in", message -> {});
        assertThat(exchange.getMessage().getBody()).isEqualTo("well done");
        assertTellsJob(exchange.getMessage(), job, "SUCCESS");
    }

    @Test
    void listGivesOnePageAndSaysHowManyThereAre() {
        for (int i = 0; i < 5; i++) {
            fixture.server.addJob(fixture.demo, Fixture.statuses("SUCCESS"));
        }
        Message message = sent("operation=list&pageIndex=2&pageSize=2");
        assertThat(message.getBody())
                .asInstanceOf(LIST)
                .extracting(job -> ((JobInfo) job).id())
                .containsExactly("3", "2");
        assertThat(message.getHeaders())
                .containsEntry(StarwhaleConstants.PAGE_INDEX, 2)
                .containsEntry(StarwhaleConstants.PAGE_SIZE, 2)
                .containsEntry(StarwhaleConstants.PAGES, 3)
                .containsEntry(StarwhaleConstants.TOTAL, 5L);
    }

    @Test
    void summaryIsAMapOfMetrics() {
        AddedJob job =
                fixture.server.addJob(fixture.demo, Fixture.statuses("SUCCESS").summary(Map.of("accuracy", 0.97)));
        Message message = sent("operation=summary&job=" + job.id());
        assertThat(message.getBody()).asInstanceOf(MAP).containsEntry("accuracy", 0.97);
        assertThat(message.getHeader(StarwhaleConstants.JOB_URI)).isEqualTo(fixture.address(job));
    }

    @Test
    void tablesAreListedByName() {
        AddedJob job =
                fixture.server.addJob(fixture.demo, RecordedEvaluation.script(3).after(Duration.ZERO));
        Message message = sent("operation=tables&job=" + job.id());
        assertThat(message.getBody())
                .asInstanceOf(LIST)
                .containsExactly("confusion_matrix/binarylabel", "labels", "results");
        assertThat(message.getHeader(StarwhaleConstants.JOB_URI)).isEqualTo(fixture.address(job));
    }

    @Test
    void tasksTellWhyAJobFailed() {
        AddedJob job = fixture.server.addJob(
                fixture.demo, JobScript.fail("out of memory").after(Duration.ZERO));
        Message message = sent("operation=tasks&job=" + job.id());
        assertThat(message.getBody())
                .asInstanceOf(LIST)
                .extracting(task -> ((Task) task).failedReason())
                .contains("out of memory");
        assertThat(message.getHeader(StarwhaleConstants.JOB_URI)).isEqualTo(fixture.address(job));
    }

    @Test
    void rowsIsAnIteratorThatKnowsItsJobAndTable() {
        AddedJob job = fixture.jobWith(Fixture.numbers(3));
        Message message = sent("operation=rows&job=" + job.id());
        Iterator<?> rows = message.getBody(Iterator.class);
        assertThat(rows.next()).asInstanceOf(MAP).containsEntry("id", 0L).containsEntry("value", 0.0);
        assertThat(message.getHeader(StarwhaleConstants.TABLE)).isEqualTo("results");
        assertThat(message.getHeader(StarwhaleConstants.JOB_URI)).isEqualTo(fixture.address(job));
    }

    @Test
    void rowsHeedsBoundsAndColumns() {
        AddedJob job = fixture.jobWith(Fixture.numbers(100));
        Message message = sent("operation=rows&start=10&end=12&endInclusive=true&columns=value&job=" + job.id());
        List<Object> rows = new ArrayList<>();
        Iterator<?> given = message.getBody(Iterator.class);
        given.forEachRemaining(rows::add);
        assertThat(rows).containsExactly(Map.of("value", 5.0), Map.of("value", 5.5), Map.of("value", 6.0));
    }

    @Test
    void createThenRowsNeedsNoFurtherOption() throws Exception {
        List<Object> rows = new ArrayList<>();
        fixture.route(route -> route.from("direct:in")
                .to("starwhale:job?operation=create&model=mnist&runHandler=evaluator:evaluate&runtime=pytorch")
                .to("starwhale:job?operation=rows")
                .split(route.body())
                .streaming()
                .process(row -> rows.add(row.getMessage().getBody())));
        Exchange exchange = fixture.send("direct:in", message -> {});
        assertThat(exchange.getException()).isNull();
        assertThat(rows).hasSize(25);
    }
}
