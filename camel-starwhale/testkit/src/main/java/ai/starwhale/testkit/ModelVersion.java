// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A version of a model that is to be added to a {@link Project}: its handlers and their steps. Immutable. */
public final class ModelVersion {

    private record Step(String handler, String name, List<String> needs, boolean requireDataset) {}

    private final List<Step> steps;
    private final boolean builtInRuntime;

    private ModelVersion(List<Step> steps, boolean builtInRuntime) {
        this.steps = List.copyOf(steps);
        this.builtInRuntime = builtInRuntime;
    }

    /**
     * A version with these handlers. One whose name ends with {@code :evaluate} has the steps {@code :predict} and
     * {@code :evaluate}, as a pipeline has them; any other has one step of its own name.
     */
    public static ModelVersion withHandlers(String... handlers) {
        ModelVersion version = new ModelVersion(List.of(), false);
        for (String handler : handlers) {
            if (handler.endsWith(":evaluate")) {
                String predict = handler.replaceAll("evaluate$", "predict");
                version = version.step(handler, predict).step(handler, handler, predict);
            } else {
                version = version.step(handler, handler);
            }
        }
        return version;
    }

    /** Adds a step to a handler, and the handler if it is new. */
    public ModelVersion step(String handler, String step, String... needs) {
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(handler, step, List.of(needs), false));
        return new ModelVersion(more, builtInRuntime);
    }

    /** Makes the first step of each handler one that requires a dataset. */
    public ModelVersion requireDataset() {
        List<Step> all = new ArrayList<>();
        for (Step step : steps) {
            boolean first = all.stream().noneMatch(other -> other.handler().equals(step.handler()));
            all.add(new Step(step.handler(), step.name(), step.needs(), first));
        }
        return new ModelVersion(all, builtInRuntime);
    }

    /** Gives the version a runtime of its own, so that a job needs none. */
    public ModelVersion withBuiltInRuntime() {
        return new ModelVersion(steps, true);
    }

    boolean hasBuiltInRuntime() {
        return builtInRuntime;
    }

    ArrayNode stepSpecs() {
        ArrayNode specs = Json.array();
        for (Step step : steps) {
            ObjectNode spec = specs.addObject();
            spec.put("name", step.name()).put("concurrency", 1).put("replicas", 1);
            ArrayNode needs = spec.putArray("needs");
            step.needs().forEach(needs::add);
            spec.putArray("resources");
            spec.put("expose", 0).put("job_name", step.handler());
            spec.put("show_name", step.name().substring(step.name().lastIndexOf(':') + 1));
            spec.put("require_dataset", step.requireDataset());
        }
        return specs;
    }
}
