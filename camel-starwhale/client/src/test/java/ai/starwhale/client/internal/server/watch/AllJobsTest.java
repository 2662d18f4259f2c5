// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Page;
import ai.starwhale.client.PageRequest;
import ai.starwhale.client.internal.server.api.TestJobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that changes between its pages is read without a gap and without a repetition. */
class AllJobsTest {
    private final TreeSet<Long> numbers = new TreeSet<>();
    private final Set<Long> pinned = new HashSet<>();
    private final List<PageRequest> asked = new ArrayList<>();
    private Runnable beforePage = () -> {};

    private AllJobs jobs(int length) {
        return new AllJobs(this::page, length);
    }

    /** A page as a Server cuts it: pinned jobs first, then the newest. */
    private Page<JobInfo> page(PageRequest request) {
        if (!asked.isEmpty()) {
            beforePage.run();
        }
        asked.add(request);
        assertThat(asked).as("pages").hasSizeLessThan(2000);
        List<Long> rows = new ArrayList<>();
        numbers.descendingSet().stream().filter(pinned::contains).forEach(rows::add);
        numbers.descendingSet().stream().filter(n -> !pinned.contains(n)).forEach(rows::add);
        int begin = Math.min(rows.size(), (request.index() - 1) * request.size());
        int end = Math.min(rows.size(), begin + request.size());
        List<JobInfo> items = rows.subList(begin, end).stream().map(this::job).toList();
        int pages = (rows.size() + request.size() - 1) / request.size();
        return new Page<>(items, request.index(), request.size(), pages, rows.size());
    }

    private JobInfo job(long number) {
        Instant pinnedTime = pinned.contains(number) ? Instant.ofEpochSecond(1) : null;
        return TestJobs.job(Long.toString(number), pinnedTime);
    }

    private void fill(int count) {
        LongStream.rangeClosed(1, count).forEach(numbers::add);
    }

    private static List<Long> read(AllJobs jobs) {
        List<Long> read = new ArrayList<>();
        jobs.forEachRemaining(job -> read.add(Long.parseLong(job.id())));
        return read;
    }

    private static List<Long> down(long from, long to) {
        return LongStream.rangeClosed(to, from).map(n -> from + to - n).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 11, 19, 20, 21, 1000})
    void quietListIsReadInItsOrder(int count) {
        fill(count);

        assertThat(read(jobs(10))).isEqualTo(down(count, 1));
        // One row of each page is known already, and the pinned ones are looked at once more.
        assertThat(asked).hasSizeLessThan(count / 9 + count / 50 + 4);
    }

    @Test
    void endIsTheEnd() {
        AllJobs jobs = jobs(10);

        assertThat(jobs.hasNext()).isFalse();
        assertThat(catchThrowableOfType(NoSuchElementException.class, jobs::next))
                .hasMessage("there are no more jobs");
    }

    @Test
    void jobsThatArriveAreNotGivenAndNothingIsRepeated() {
        fill(100);
        beforePage = () -> {
            for (int i = 0; i < 3; i++) {
                numbers.add(numbers.last() + 1);
            }
        };

        assertThat(read(jobs(10))).isEqualTo(down(100, 1));
    }

    @Test
    void removedJobsOpenNoGap() {
        fill(100);
        beforePage = () -> {
            for (int i = 0; i < 4; i++) {
                numbers.pollLast();
            }
        };
        List<Long> read = read(jobs(10));

        assertThat(read).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(read).containsAll(numbers);
    }

    @Test
    void listThatShrinksBehindTheReaderIsNotAtItsEnd() {
        fill(50);
        beforePage = () -> numbers.tailSet(11L).clear();

        List<Long> expected = new ArrayList<>(down(50, 41));
        expected.addAll(down(10, 1));

        assertThat(read(jobs(10))).isEqualTo(expected);
    }

    @Test
    void jobThatIsPinnedBeforeItsTurnIsGivenAtTheEnd() {
        fill(50);
        beforePage = () -> pinned.add(5L);
        List<Long> read = read(jobs(10));

        assertThat(read).doesNotHaveDuplicates().hasSize(50).endsWith(1L, 5L);
    }

    @Test
    void jobThatIsUnpinnedIsNotRepeatedAndHidesNoOther() {
        fill(50);
        pinned.addAll(List.of(2L, 3L, 4L, 49L));
        beforePage = pinned::clear;
        List<Long> read = read(jobs(10));

        assertThat(read)
                .startsWith(49L, 4L, 3L, 2L, 50L)
                .doesNotHaveDuplicates()
                .hasSize(50);
    }

    @Test
    void morePinnedJobsThanAPageHolds() {
        fill(50);
        LongStream.rangeClosed(11, 40).forEach(pinned::add);
        beforePage = () -> pinned.remove(40L - asked.size());
        List<Long> read = read(jobs(10));

        assertThat(read).doesNotHaveDuplicates().hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 20})
    void anythingAtOnce(int length) {
        for (int seed = 0; seed < 100; seed++) {
            numbers.clear();
            pinned.clear();
            asked.clear();
            Random random = new Random(seed);
            fill(random.nextInt(120));
            numbers.stream().filter(n -> random.nextInt(10) == 0).forEach(pinned::add);
            Set<Long> stay = new HashSet<>(numbers);
            Set<Long> onceUnpinned = new HashSet<>();
            beforePage = () -> change(random, stay, onceUnpinned);

            List<Long> read = read(jobs(length));

            assertThat(read).as("seed %s", seed).doesNotHaveDuplicates().containsAll(stay);
        }
    }

    /** Some jobs arrive, are removed, pinned or unpinned; what was unpinned stays so, as is promised. */
    private void change(Random random, Set<Long> stay, Set<Long> onceUnpinned) {
        if (asked.size() > 300) {
            return;
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            long any = numbers.isEmpty() ? 0 : new ArrayList<>(numbers).get(random.nextInt(numbers.size()));
            switch (random.nextInt(4)) {
                case 0 -> numbers.add(1000L + asked.size() * 10L + i);
                case 1 -> {
                    numbers.remove(any);
                    stay.remove(any);
                }
                case 2 -> {
                    if (!onceUnpinned.contains(any)) {
                        pinned.add(any);
                        onceUnpinned.add(any);
                    }
                }
                default -> {
                    if (!onceUnpinned.contains(any) && pinned.remove(any)) {
                        onceUnpinned.add(any);
                    }
                }
            }
        }
    }

    @Test
    void pagesBeginAtARowOrFewRowsBeforeIt() {
        for (int length : new int[] {10, 100}) {
            for (int start = 0; start < 20_000; start += 7) {
                PageRequest page = AllJobs.window(start, length);
                int begin = (page.index() - 1) * page.size();

                assertThat(begin).isLessThanOrEqualTo(start);
                assertThat(begin + page.size()).isGreaterThan(start);
                if (start > 2 * length) {
                    assertThat(page.size()).isBetween(Math.max(1, length / 2), 2 * length);
                    assertThat(start - begin).isLessThanOrEqualTo(page.size() / 2);
                }
            }
        }
    }
}
