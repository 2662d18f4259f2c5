// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.Job;
import ai.starwhale.client.LogFile;
import ai.starwhale.client.NotFoundException;
import ai.starwhale.client.Starwhale;
import java.io.BufferedReader;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/** The logs of a task: a list of them, or the text of the one that is named. */
final class LogsOperation implements JobOperation {

    @Override
    public void process(Starwhale starwhale, Options options, Exchange exchange) {
        String task =
                options.text(StarwhaleConstants.TASK_ID, options.configuration().getTaskId());
        if (task == null) {
            throw new InvalidRequestException(
                    "no task: set the option taskId or the header " + StarwhaleConstants.TASK_ID
                            + "; the operation tasks lists the tasks of a job",
                    0,
                    null);
        }
        Job job = starwhale.job(options.job());
        List<LogFile> logs = job.logs(task);
        String file = options.text(
                StarwhaleConstants.LOG_FILE, options.configuration().getLogFile());
        Message message = exchange.getMessage();
        message.setBody(file == null ? logs : text(logs, file, job, task, exchange));
        message.setHeader(StarwhaleConstants.JOB_URI, job.uri());
        message.setHeader(StarwhaleConstants.TASK_ID, task);
    }

    private static BufferedReader text(List<LogFile> logs, String name, Job job, String task, Exchange exchange) {
        LogFile log = logs.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(
                        "task " + task + " of " + job.uri() + " has no log '" + name + "'; it has " + logs, 0, null));
        BufferedReader text = log.open();
        exchange.getExchangeExtension().addOnCompletion(new Closing(text));
        return text;
    }

    /** A log holds a connection until it is closed. */
    private static final class Closing extends SynchronizationAdapter {
        private final BufferedReader text;

        Closing(BufferedReader text) {
            this.text = text;
        }

        @Override
        public void onDone(@Nullable Exchange exchange) {
            IOHelper.close(text);
        }
    }
}
