// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.io.IOException;

/** Takes the whole records of a page that broke off for all of it: {@link Mistake#CUT_IS_END}. */
record MendedCuts(Exchange way) implements Exchange {
    private static final String RECORDS = "\"records\":[";

    @Override
    public Answer send(Request request) throws IOException {
        Answer answer = way.send(request);
        if (!request.isScan() || !answer.breaksOff()) {
            return answer;
        }
        String text = answer.text();
        int from = text.indexOf(RECORDS);
        return from < 0
                ? answer
                : answer.mended(text.substring(0, endOfRecords(text, from + RECORDS.length())) + "]}}");
    }

    /** Where the last whole record ends. */
    private static int endOfRecords(String text, int from) {
        int end = from;
        int depth = 0;
        boolean isText = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                isText = !isText;
            } else if (!isText && c == '{') {
                depth++;
            } else if (!isText && c == '}') {
                depth--;
                if (depth < 0) {
                    return end;
                }
                end = depth == 0 ? i + 1 : end;
            }
        }
        return end;
    }
}
