// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.InvalidRequestException;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/**
 * An option that names something for each message, and so may be an expression of Camel's simple language. What it takes
 * from a message has to be there: all messages without it would get the same name.
 */
final class SimpleOption {
    /** What an expression takes from the message, wherever it stands. */
    private static final Pattern TAKEN =
            Pattern.compile("\\$(?:simple)?\\{(?:headers?|variables?|exchangeProperty|body)\\b(?:[^{}]|\\{[^{}]*})*}");
    /** Operators that go on where there is no value. */
    private static final Pattern CHOICE = Pattern.compile("\\s(?:\\?:?|\\??~>)\\s");

    private SimpleOption() {}

    /**
     * What the option says for this message.
     *
     * @throws InvalidRequestException if the expression has no value, or one that it takes from the message is missing
     */
    static @Nullable String evaluated(String name, @Nullable String option, Exchange exchange) {
        if (option == null || !LanguageSupport.hasSimpleFunction(option)) {
            return option;
        }
        String value = present(name, option, exchange);
        if (!CHOICE.matcher(option).find()) {
            TAKEN.matcher(option).results().forEach(part -> present(name, part.group(), exchange));
        }
        return value;
    }

    private static String present(String name, String expression, Exchange exchange) {
        String value = exchange.getContext()
                .resolveLanguage("simple")
                .createExpression(expression)
                .evaluate(exchange, String.class);
        // The expression may have read the body.
        MessageHelper.resetStreamCache(exchange.getMessage());
        if (value == null || value.isBlank()) {
            throw new InvalidRequestException(
                    name + ": the expression '" + expression + "' has no value for this message", 0, null);
        }
        return value;
    }
}
