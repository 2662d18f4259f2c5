// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** What a job is that was added without saying. */
final class DefaultSpec {

    private DefaultSpec() {}

    static JobSpec of(Project project) {
        if (project.bundles(Bundle.MODEL).isEmpty()) {
            project.addModel("demo", "evaluator:evaluate");
        }
        if (project.bundles(Bundle.RUNTIME).isEmpty()) {
            project.addRuntime("pytorch");
        }
        Bundle model = project.bundles(Bundle.MODEL).get(0);
        Bundle runtime = project.bundles(Bundle.RUNTIME).get(0);
        ArrayNode all = model.latest().document().withArray("stepSpecs");
        String handler = all.path(0).path("job_name").asText();
        ArrayNode steps = StepSpecs.ofHandler(all, handler);
        return new JobSpec(
                model,
                model.latest(),
                runtime,
                runtime.latest(),
                List.of(),
                handler,
                "EVALUATION",
                steps,
                StepSpecs.toYaml(steps),
                "default",
                false,
                null);
    }
}
