// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.create;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.serializer.Serializer;

/**
 * Writes YAML as Python's {@code yaml.dump} does, to the byte. SnakeYAML is a port of it; what it does in another way is
 * said here and in {@link PythonResolver}.
 */
final class PythonYaml {
    private static final Pattern ESCAPE = Pattern.compile("\\\\[xuU][0-9a-f]+");

    private PythonYaml() {}

    static String dump(JsonNode document) {
        DumperOptions options = new DumperOptions();
        options.setAllowUnicode(false);
        StringWriter text = new StringWriter();
        Serializer serializer =
                new Serializer(new Emitter(new PythonEscapes(text), options), new PythonResolver(), options, null);
        try {
            serializer.open();
            serializer.serialize(node(document));
            serializer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Node node(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> {
                List<Node> entries = new ArrayList<>();
                value.forEach(entry -> entries.add(node(entry)));
                yield new SequenceNode(Tag.SEQ, entries, FlowStyle.BLOCK);
            }
            case OBJECT -> {
                TreeMap<String, JsonNode> sorted = new TreeMap<>();
                value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
                List<NodeTuple> fields = new ArrayList<>();
                sorted.forEach((name, field) -> fields.add(new NodeTuple(text(name), node(field))));
                yield new MappingNode(Tag.MAP, fields, FlowStyle.BLOCK);
            }
            case NUMBER ->
                value.isIntegralNumber()
                        ? scalar(Tag.INT, value.asText())
                        : scalar(Tag.FLOAT, PythonFloat.text(value.doubleValue()));
            case BOOLEAN -> scalar(Tag.BOOL, value.asText());
            case NULL, MISSING -> scalar(Tag.NULL, "null");
            default -> text(value.asText());
        };
    }

    /** Several lines are never plain. */
    private static Node text(String value) {
        ScalarStyle style = value.contains("\n") ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN;
        return new ScalarNode(Tag.STR, value, null, null, style);
    }

    private static Node scalar(Tag tag, String value) {
        return new ScalarNode(tag, value, null, null, ScalarStyle.PLAIN);
    }

    /** The digits of escapes are upper case. SnakeYAML writes each escape on its own, and texts as parts of a string. */
    private static final class PythonEscapes extends FilterWriter {
        PythonEscapes(Writer out) {
            super(out);
        }

        @Override
        public void write(String part) throws IOException {
            boolean isEscape = ESCAPE.matcher(part).matches();
            out.write(isEscape ? part.substring(0, 2) + part.substring(2).toUpperCase(Locale.ROOT) : part);
        }
    }
}
