// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Which texts need quotes, because Python would read them as something else: SnakeYAML's own rules differ in numbers. */
final class PythonResolver extends Resolver {

    @Override
    protected void addImplicitResolvers() {
        add(Tag.BOOL, "yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF", "yYnNtTfFoO");
        add(
                Tag.FLOAT,
                "[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?"
                        + "|\\.[0-9][0-9_]*([eE][-+][0-9]+)?"
                        + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*"
                        + "|[-+]?\\.(inf|Inf|INF)"
                        + "|\\.(nan|NaN|NAN)",
                "-+0123456789.");
        add(
                Tag.INT,
                "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
                        + "|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+",
                "-+0123456789");
        add(Tag.MERGE, "<<", "<");
        add(Tag.NULL, "~|null|Null|NULL", "~nN");
        add(Tag.NULL, "", null);
        add(
                Tag.TIMESTAMP,
                "[0-9]{4}-[0-9]{2}-[0-9]{2}"
                        + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\\.[0-9]*)?"
                        + "([ \\t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?",
                "0123456789");
        add(new Tag(Tag.PREFIX + "value"), "=", "=");
    }

    private void add(Tag tag, String form, @Nullable String firstCharacters) {
        addImplicitResolver(tag, Pattern.compile("^(" + form + ")$"), firstCharacters);
    }
}
