// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.JobInfo;
import java.util.List;

/** Looks at the jobs that a consumer watches. */
interface JobWatch {

    /** The jobs whose status may be another than at the last look. */
    List<JobInfo> look();
}
