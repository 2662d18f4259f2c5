// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.starwhale.client.Column;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.Scan;
import ai.starwhale.client.UnavailableException;
import ai.starwhale.client.internal.rows.PageSource;
import ai.starwhale.client.internal.rows.RowPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ChosenColumnsTest {
    private final InvalidRequestException refused = new InvalidRequestException("no", 400, null);
    private final List<String> told = new ArrayList<>();
    private final PageSource refusing = new PageSource() {
        @Override
        public RowPage next() {
            throw refused;
        }

        @Override
        public void close() {
            told.add("close");
        }

        @Override
        public void hurry(boolean wanted) {
            told.add("hurry " + wanted);
        }

        @Override
        public String toString() {
            return "pages";
        }
    };

    private ChosenColumns columns(Supplier<List<Column>> known) {
        return new ChosenColumns(refusing, Scan.all().columns("id", "label"), "cannot read", known);
    }

    private static Column column(String name) {
        return new Column(name, Set.of());
    }

    @Test
    void columnThatTheTableDoesNotHaveIsTold() {
        Throwable e = catchThrowable(columns(() -> List.of(column("id"), column("x")))::next);

        assertThat(e)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("cannot read: it has no column [label]; it has [id, x]")
                .hasCause(refused);
    }

    @Test
    void refusalForAnotherReasonStaysWhatItIs() {
        assertThat(catchThrowable(columns(() -> List.of(column("id"), column("label")))::next))
                .isSameAs(refused);
        assertThat(catchThrowable(columns(List::of)::next)).isSameAs(refused);
    }

    @Test
    void refusalIsToldWhereTheColumnsCannotBeAskedFor() {
        UnavailableException away = new UnavailableException("away", 503, null);
        Throwable e = catchThrowable(columns(() -> {
            throw away;
        })::next);

        assertThat(e).isSameAs(refused).hasSuppressedException(away);
    }

    @Test
    void isTheSamePages() {
        ChosenColumns pages = columns(List::of);
        pages.hurry(true);
        pages.close();

        assertThat(told).containsExactly("hurry true", "close");
        assertThat(pages).hasToString("pages");
    }
}
