// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The filter of a queryTable request. */
final class QueryFilter implements Predicate<Map<String, ?>> {

    private static final List<String> COMPARISONS = List.of("EQUAL", "LESS", "LESS_EQUAL", "GREATER", "GREATER_EQUAL");

    private final String operator;
    private final List<JsonNode> operands = new ArrayList<>();
    private final List<QueryFilter> filters = new ArrayList<>();

    QueryFilter(JsonNode filter) {
        operator = filter.path("operator").asText();
        boolean logical = List.of("AND", "OR", "NOT").contains(operator);
        if (!logical && !COMPARISONS.contains(operator)) {
            throw new IllegalArgumentException(
                    "No enum constant ai.starwhale.mlops.datastore.TableQueryFilter.Operator." + operator);
        }
        for (JsonNode operand : filter.path("operands")) {
            if (logical) {
                filters.add(new QueryFilter(operand.path("filter")));
            } else {
                operands.add(operand);
            }
        }
        int least = operator.equals("NOT") ? 1 : 2;
        if (filters.size() + operands.size() < least) {
            throw new IllegalArgumentException("operator " + operator + " needs at least " + least + " operands");
        }
    }

    @Override
    public boolean test(Map<String, ?> row) {
        return switch (operator) {
            case "AND" -> filters.stream().allMatch(filter -> filter.test(row));
            case "OR" -> filters.stream().anyMatch(filter -> filter.test(row));
            case "NOT" -> !filters.get(0).test(row);
            default -> compare(row);
        };
    }

    private boolean compare(Map<String, ?> row) {
        Object left = value(operands.get(0), row);
        Object right = value(operands.get(1), row);
        if (left instanceof String text) {
            left = like(right, text);
        } else if (right instanceof String text) {
            right = like(left, text);
        }
        // Null, or no cell at all, is less than any value.
        int order = KeyOrder.INSTANCE.compare(left, right);
        return switch (operator) {
            case "LESS" -> order < 0;
            case "LESS_EQUAL" -> order <= 0;
            case "GREATER" -> order > 0;
            case "GREATER_EQUAL" -> order >= 0;
            default -> order == 0;
        };
    }

    private static @Nullable Object value(JsonNode operand, Map<String, ?> row) {
        if (operand.hasNonNull("columnName")) {
            return row.get(operand.path("columnName").asText());
        } else if (operand.hasNonNull("intValue")) {
            return operand.path("intValue").asLong();
        } else if (operand.hasNonNull("stringValue")) {
            return operand.path("stringValue").asText();
        } else if (operand.hasNonNull("floatValue")) {
            return operand.path("floatValue").asDouble();
        } else if (operand.hasNonNull("boolValue")) {
            return operand.path("boolValue").asBoolean();
        } else if (operand.hasNonNull("bytesValue")) {
            return Base64.getDecoder().decode(operand.path("bytesValue").asText());
        }
        return null;
    }

    /** The text as a value of the other one's type, where it is one; a Server leaves it a text otherwise. */
    private static Object like(@Nullable Object other, String text) {
        if (other instanceof Boolean && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Boolean.valueOf(text);
        }
        try {
            if (other instanceof Float || other instanceof Double) {
                return Double.valueOf(text);
            }
            return other instanceof Number ? Long.valueOf(text) : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
