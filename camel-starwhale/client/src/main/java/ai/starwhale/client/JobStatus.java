// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

/**
 * The status of a job: one of the nine that a Server knows, or a text that is not known yet.
 *
 * <p>{@link #FAIL} and {@link #CANCELED} are final, but not for ever: such a job can be resumed and is
 * {@link #RUNNING} again.
 *
 * @param name the status as the Server writes it, for example {@code RUNNING}
 */
public record JobStatus(String name) {
    public static final JobStatus CREATED = new JobStatus("CREATED");
    public static final JobStatus READY = new JobStatus("READY");
    public static final JobStatus PAUSED = new JobStatus("PAUSED");
    public static final JobStatus RUNNING = new JobStatus("RUNNING");
    public static final JobStatus CANCELLING = new JobStatus("CANCELLING");
    public static final JobStatus CANCELED = new JobStatus("CANCELED");
    public static final JobStatus SUCCESS = new JobStatus("SUCCESS");
    public static final JobStatus FAIL = new JobStatus("FAIL");
    public static final JobStatus UNKNOWN = new JobStatus("UNKNOWN");

    /** Whether the job has ended: SUCCESS, FAIL or CANCELED. */
    public boolean isFinal() {
        return equals(SUCCESS) || equals(FAIL) || equals(CANCELED);
    }

    /** The name alone, so that a status reads well in a message. */
    @Override
    public String toString() {
        return name;
    }
}
