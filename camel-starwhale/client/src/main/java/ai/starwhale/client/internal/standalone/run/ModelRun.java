// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.internal.standalone.files.Confined;
import ai.starwhale.client.internal.standalone.files.JobFolder;
import ai.starwhale.client.internal.standalone.files.JobTimes;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One {@code swcli model run}.
 *
 * @param root the folder of the Standalone instance
 * @param project the name of the project that the job and its tables belong to; swcli makes it where it does not exist
 * @param version the job's version, see {@link RunVersion}
 * @param model the model as swcli understands it; short names are looked up in swcli's current project, so give
 *     {@code local/project/<project>/model/<name>/version/<version>}
 * @param handler the name of the handler, for example {@code evaluator:evaluate}
 * @param datasets the datasets, named like the model
 * @param datasetHead how many rows of each dataset are read; 0 is all
 * @param environment what is added to this process's environment, for example {@code SW_CLI_CONFIG}; {@code
 *     SW_LOCAL_STORAGE} is set to the root
 */
public record ModelRun(
        Path root,
        String project,
        String version,
        String model,
        String handler,
        List<String> datasets,
        int datasetHead,
        Map<String, String> environment) {
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    public ModelRun {
        root = root.toAbsolutePath().normalize();
        if (!PROJECT.matcher(project).matches()) {
            throw new InvalidRequestException(
                    "project '" + project + "' of a Standalone instance: expected a name of letters, digits, '_', '-'"
                            + " and '.'",
                    0,
                    null);
        }
        RunVersion.check(version);
        if (datasetHead < 0) {
            throw new InvalidRequestException("datasetHead " + datasetHead + ": expected 0 or more", 0, null);
        }
        datasets = List.copyOf(datasets);
        environment = Map.copyOf(environment);
    }

    /** The version comes early, because the system shows only the beginning of a long command. */
    List<String> command(Swcli swcli) {
        String inProject = "local/project/" + project;
        List<String> command = new ArrayList<>(
                List.of(swcli.executable().toString(), "model", "run", "--version", version, "--uri", model));
        // Without the second one swcli writes the tables into its current project.
        command.addAll(List.of("--handler", handler, "--run-project", inProject, "--log-project", inProject));
        datasets.forEach(dataset -> command.addAll(List.of("--dataset", dataset)));
        if (datasetHead > 0) {
            command.addAll(List.of("--dataset-head", String.valueOf(datasetHead)));
        }
        return command;
    }

    /** The model's name alone, as swcli writes it down. */
    public String modelName() {
        int kind = model.lastIndexOf("/model/");
        String name = kind < 0 ? model : model.substring(kind + "/model/".length());
        int end = name.indexOf('/');
        return end < 0 ? name : name.substring(0, end);
    }

    /** The folder of the job. */
    public JobFolder folder() {
        return new JobFolder(new Confined(root), project, version);
    }

    /** What swcli would write of the end of this run, now. */
    Map<String, Object> manifest(String status, ZonedDateTime started) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("created_at", JobTimes.format(started));
        manifest.put("datasets", datasets);
        manifest.put("error_message", "");
        manifest.put("finetune_validation_datasets", List.of());
        manifest.put("finished_at", JobTimes.format(ZonedDateTime.now(ZoneId.systemDefault())));
        manifest.put("handler_name", handler);
        manifest.put("model", modelName());
        manifest.put("model_src_dir", folder().path().resolve("snapshot").toString());
        manifest.put("project", project);
        manifest.put("scheduler_run_args", Map.of("step_name", "", "task_index", -1, "task_num", 0));
        manifest.put("status", status);
        manifest.put("version", version);
        return manifest;
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return project + "/job/" + version + " (" + model + ", " + handler + ", datasets " + datasets + ")";
    }
}
