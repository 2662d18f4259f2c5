// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table in docs/testkit.md between two comments that name it. */
final class DocTable {

    private static final Path PAGE = Path.of("..", "..", "docs", "testkit.md");

    private final String begin;
    private final String end;

    DocTable(String name) {
        begin = "<!-- " + name + ": begin -->";
        end = "<!-- " + name + ": end -->";
    }

    static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this run is to write the page rather than to compare with it. */
    static boolean isToBeWritten() {
        return Boolean.getBoolean("starwhale.docs.write");
    }

    /** The cells of each row below the head. */
    List<List<String>> rows() {
        String page = page();
        List<List<String>> rows = new ArrayList<>();
        for (String line : page.substring(from(page), page.indexOf(end)).split("\n", -1)) {
            if (line.startsWith("| ")) {
                rows.add(List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)));
            }
        }
        return rows.subList(Math.min(1, rows.size()), rows.size());
    }

    void write(List<String> head, List<List<String>> rows) {
        StringBuilder table = new StringBuilder("\n");
        table.append(line(head)).append("|---".repeat(head.size())).append("|\n");
        rows.forEach(row -> table.append(line(row)));
        String page = page();
        try {
            Files.writeString(PAGE, page.substring(0, from(page)) + table + page.substring(page.indexOf(end)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private int from(String page) {
        int found = page.indexOf(begin);
        if (found < 0 || page.indexOf(end) < found) {
            throw new AssertionError(PAGE.getFileName() + " has no lines " + begin + " and " + end);
        }
        return found + begin.length();
    }
}
