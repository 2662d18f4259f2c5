// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal;

/** What can be done to the jobs of an instance; each is asked for once and never repeated by itself. */
public interface JobActions {

    void cancel(JobRef job);

    void pause(JobRef job);

    void resume(JobRef job);

    /** Moves the job to the trash. */
    void remove(JobRef job);

    /** Takes the job out of the trash. */
    void recover(JobRef job);

    /** Sets what people read about the job. */
    void comment(JobRef job, String text);

    /** Puts the job at the top of the list, or back to its place. */
    void pin(JobRef job, boolean pinned);
}
