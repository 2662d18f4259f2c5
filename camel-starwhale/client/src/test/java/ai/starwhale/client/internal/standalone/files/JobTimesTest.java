// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTimesTest {

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-11-22 07:15:34 UTC, 2026-11-22T07:15:34Z",
        "Asia/Shanghai, 2026-11-22 07:15:34 UTC, 2026-11-22T07:15:34Z",
        "Asia/Shanghai, 2026-11-22 15:15:34 CST, 2026-11-22T07:15:34Z",
        "America/Chicago, 2026-11-22 01:15:34 CST, 2026-11-22T07:15:34Z",
        "Europe/Berlin, 2026-07-22 09:15:34 CEST, 2026-07-22T07:15:34Z",
        // An hour that the clock showed twice.
        "Europe/Berlin, 2026-10-25 02:30:00 CEST, 2026-10-25T00:30:00Z",
        "Europe/Berlin, 2026-10-25 02:30:00 CET, 2026-10-25T01:30:00Z",
        // Names of other zones, and none.
        "Europe/Berlin, 2026-11-22 08:15:34 EST, 2026-11-22T07:15:34Z",
        "Europe/Berlin, 2026-11-22 08:15:34, 2026-11-22T07:15:34Z",
        "UTC, 2026-11-22 10:15:34 +03, 2026-11-22T07:15:34Z",
        "UTC, 2026-11-22 12:45:34 +0530, 2026-11-22T07:15:34Z",
        "UTC, 2026-11-22 03:15:34 -0400, 2026-11-22T07:15:34Z"
    })
    void theTimeOfTheMachineThatWroteIt(String zone, String text, Instant expected) {
        assertThat(new JobTimes(ZoneId.of(zone)).parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2026-11-22", "2026-13-22 07:15:34 UTC", "2026-11-22 07:15:34 +99", "1795333161"
            })
    void whatIsNoTime(String text) {
        assertThat(new JobTimes(ZoneId.of("UTC")).parse(text)).isNull();
    }
}
