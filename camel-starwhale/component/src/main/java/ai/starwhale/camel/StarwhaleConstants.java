// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import org.apache.camel.spi.Metadata;

/** The names of the message headers. */
public final class StarwhaleConstants {

    @Metadata(
            label = "producer",
            description = "What to do, in place of the option `operation`",
            javaType = "String",
            enums =
                    "create,dryRun,await,get,list,status,summary,tables,columns,rows,tasks,events,logs,cancel,pause,resume,"
                            + "remove,recover,comment")
    public static final String OPERATION = "CamelStarwhaleOperation";

    @Metadata(
            description =
                    "The job: its full address. Set by every operation on a job and by the consumer; read by every"
                            + " operation on a job, in place of the option `job`",
            javaType = "String")
    public static final String JOB_URI = "CamelStarwhaleJobUri";

    @Metadata(description = "The job's number on its Server", javaType = "String")
    public static final String JOB_ID = "CamelStarwhaleJobId";

    @Metadata(description = "The job's identity for ever", javaType = "String")
    public static final String JOB_UUID = "CamelStarwhaleJobUuid";

    @Metadata(description = "The job's status", javaType = "String")
    public static final String STATUS = "CamelStarwhaleStatus";

    @Metadata(
            label = "consumer",
            description = "The job's status before; absent where it is not known",
            javaType = "String")
    public static final String PREVIOUS_STATUS = "CamelStarwhalePreviousStatus";

    @Metadata(
            label = "consumer",
            description = "Identifies the change of status: the same when it is delivered again",
            javaType = "String")
    public static final String EVENT_ID = "CamelStarwhaleEventId";

    @Metadata(
            description =
                    "The project: set with the other headers of a job, and by the consumer; read by `create`, `dryRun` and"
                            + " `list`, in place of the option `project`",
            javaType = "String")
    public static final String PROJECT = "CamelStarwhaleProject";

    @Metadata(description = "The address of the instance", javaType = "String")
    public static final String INSTANCE = "CamelStarwhaleInstance";

    @Metadata(
            label = "producer",
            description = "For `create`: the key of which there is one job, in place of the option `idempotencyKey`",
            javaType = "String")
    public static final String IDEMPOTENCY_KEY = "CamelStarwhaleIdempotencyKey";

    @Metadata(
            label = "producer",
            description =
                    "For `create` and `comment`: what people read about the job, in place of the option `comment`",
            javaType = "String")
    public static final String COMMENT = "CamelStarwhaleComment";

    @Metadata(
            label = "producer",
            description = "For `logs`: the number of the task, in place of the option `taskId`",
            javaType = "String")
    public static final String TASK_ID = "CamelStarwhaleTaskId";

    @Metadata(
            label = "producer",
            description = "For `logs`: the log to give the text of, in place of the option `logFile`",
            javaType = "String")
    public static final String LOG_FILE = "CamelStarwhaleLogFile";

    @Metadata(label = "producer", description = "The table, in place of the option `table`", javaType = "String")
    public static final String TABLE = "CamelStarwhaleTable";

    @Metadata(label = "producer", description = "The first key, in place of the option `start`", javaType = "Object")
    public static final String START = "CamelStarwhaleStart";

    @Metadata(
            label = "producer",
            description = "The key to end before, in place of the option `end`",
            javaType = "Object")
    public static final String END = "CamelStarwhaleEnd";

    @Metadata(
            label = "producer",
            description = "The page of a list, counted from 1; read and set by `list`",
            javaType = "Integer")
    public static final String PAGE_INDEX = "CamelStarwhalePageIndex";

    @Metadata(
            label = "producer",
            description = "How many entries a page of a list holds; read and set by `list`",
            javaType = "Integer")
    public static final String PAGE_SIZE = "CamelStarwhalePageSize";

    @Metadata(label = "producer", description = "How many pages the list has; set by `list`", javaType = "Integer")
    public static final String PAGES = "CamelStarwhalePages";

    @Metadata(
            label = "producer",
            description = "How many entries the list has in all; set by `list`",
            javaType = "Long")
    public static final String TOTAL = "CamelStarwhaleTotal";

    private StarwhaleConstants() {}
}
