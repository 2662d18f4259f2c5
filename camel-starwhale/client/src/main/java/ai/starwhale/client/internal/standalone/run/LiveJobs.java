// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.internal.standalone.files.JobFolder;
import java.util.Optional;
import java.util.function.Function;

/** What is known of the jobs of one root besides what is written in their folders. */
@FunctionalInterface
public interface LiveJobs {

    /** What is known at this moment; looked up once for as many jobs as are asked about. */
    Function<JobFolder, Optional<LiveJob>> now();
}
