// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel.dsl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;

/** The options and headers of the component as Markdown, from the catalog. */
final class OptionTables {
    private final ComponentModel component;
    private final StringBuilder text = new StringBuilder();

    OptionTables(ComponentModel component) {
        this.component = component;
    }

    String render() {
        text.append("### Options of the component\n");
        text.append(
                "\nEvery option of an endpoint can be set here too, for all endpoints. These are the component's own:\n");
        List<String> shared = component.getEndpointOptions().stream()
                .map(BaseOptionModel::getName)
                .toList();
        table(component.getComponentOptions().stream()
                .filter(option -> !shared.contains(option.getName()))
                .toList());
        text.append("\n### Options of an endpoint\n");
        Map<String, List<BaseOptionModel>> groups = new LinkedHashMap<>();
        List.of("Common", "Producer", "Consumer", "Security", "Advanced")
                .forEach(group -> groups.put(group, new ArrayList<>()));
        component.getEndpointOptions().forEach(option -> groups.get(group(option))
                .add(option));
        groups.forEach((group, options) -> {
            text.append("\n#### ").append(group).append('\n');
            table(options);
        });
        text.append("\n### Headers\n");
        headers();
        return text.toString();
    }

    private static String group(BaseOptionModel option) {
        String label = String.valueOf(option.getLabel());
        if (label.contains("security")) {
            return "Security";
        } else if (label.contains("advanced")) {
            return "Advanced";
        } else if (label.contains("consumer")) {
            return "Consumer";
        }
        return label.contains("producer") ? "Producer" : "Common";
    }

    private void table(List<? extends BaseOptionModel> options) {
        text.append("\n| Option | What it says | Type | Default |\n|---|---|---|---|\n");
        for (BaseOptionModel option : options) {
            row(
                    "`" + option.getName() + "`",
                    option.getDescription()
                            + (option.isSecret() ? " *(secret)*" : "")
                            + (option.isRequired() ? " *(required)*" : ""),
                    type(option),
                    defaultValue(option));
        }
    }

    private void headers() {
        text.append("\n| Header | What it says | Type | Of |\n|---|---|---|---|\n");
        for (ComponentModel.EndpointHeaderModel header : component.getEndpointHeaders()) {
            String label = String.valueOf(header.getLabel());
            row(
                    "`" + header.getName() + "`",
                    header.getDescription(),
                    type(header),
                    List.of("producer", "consumer").contains(label) ? label : "both");
        }
    }

    private static String type(BaseOptionModel option) {
        if (option.getEnums() != null && !option.getEnums().isEmpty()) {
            return "`" + String.join("`, `", option.getEnums()) + "`";
        }
        String type = option.getJavaType().replaceAll("<.*", "");
        boolean plain = option.getType() != null && !option.getType().equals("object");
        return plain ? option.getType() : "`" + type.substring(type.lastIndexOf('.') + 1) + "`";
    }

    private static String defaultValue(BaseOptionModel option) {
        Object value = option.getDefaultValue();
        if (value == null || value.equals("")) {
            return "";
        }
        return "`" + value + "`" + ("duration".equals(option.getType()) ? " ms" : "");
    }

    private void row(String... cells) {
        text.append('|');
        for (String cell : cells) {
            text.append(' ')
                    .append(cell.replace("|", "\\|").replaceAll("\\s+", " "))
                    .append(" |");
        }
        text.append('\n');
    }
}
