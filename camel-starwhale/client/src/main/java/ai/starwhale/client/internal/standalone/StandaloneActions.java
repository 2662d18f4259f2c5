// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.ConflictException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.JobActions;
import ai.starwhale.client.internal.JobRef;
import ai.starwhale.client.internal.standalone.files.JobFolder;
import ai.starwhale.client.internal.standalone.files.JobFolders;
import ai.starwhale.client.internal.standalone.run.LiveJob;
import ai.starwhale.client.internal.standalone.run.RunningJob;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What can be done to jobs on disk: cancel what was started here, comment, and remove and recover by moving their folders
 * to where swcli looks for them. swcli is not asked to: a job that it does not know makes it remove others.
 */
final class StandaloneActions implements JobActions {
    private final JobFolders folders;
    private final JobInfos infos;

    StandaloneActions(JobFolders folders, JobInfos infos) {
        this.folders = folders;
        this.infos = infos;
    }

    @Override
    public void remove(JobRef job) {
        JobFolder found = folders.find(job);
        if (live(found).isPresent()) {
            throw new ConflictException(
                    "job " + found.version() + " cannot be removed while it runs; wait for its end", 0, null);
        }
        move("remove", found, found.path(), found.removed());
    }

    @Override
    public void recover(JobRef job) {
        JobFolder found = folders.findRemoved(job);
        move("recover", found, found.removed(), found.path());
    }

    private static void move(String action, JobFolder job, Path from, Path to) {
        String asked = "cannot " + action + " job " + job.version() + ": ";
        try {
            Path real = job.root().real(from);
            job.root().makeParent(to);
            // A move would quietly replace an empty folder.
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to.toString());
            }
            Files.move(real, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw new ConflictException(asked + to + " exists", 0, e);
        } catch (IOException e) {
            throw new StarwhaleException(asked + e, e);
        }
    }

    private Optional<LiveJob> live(JobFolder job) {
        return infos.live().apply(job).filter(LiveJob::isLive);
    }

    @Override
    public void cancel(JobRef job) {
        JobFolder found = folders.find(job);
        String refused = "job " + found.version() + " cannot be cancelled: ";
        LiveJob live = live(found)
                .orElseThrow(() -> new ConflictException(
                        refused
                                + found.ended()
                                        .map(status -> "it has ended, " + status)
                                        .orElse(
                                                "no process is known that runs it; where swcli runs it by itself, end that"),
                        0,
                        null));
        if (live.isElsewhere()) {
            throw new ConflictException(
                    refused + "another client runs it, and only the one that has started it can cancel it", 0, null);
        }
        live.asked().ifPresent(RunningJob::cancel);
    }

    @Override
    public void pause(JobRef job) {
        throw impossible("pause");
    }

    @Override
    public void resume(JobRef job) {
        throw impossible("resume");
    }

    @Override
    public void comment(JobRef job, String text) {
        JobFolder found = folders.find(job);
        try {
            found.writeComment(text);
        } catch (IOException e) {
            throw new StarwhaleException("cannot comment on " + found + ": " + e, e);
        }
    }

    @Override
    public void pin(JobRef job, boolean pinned) {
        throw impossible("pin");
    }

    private static InvalidRequestException impossible(String action) {
        return new InvalidRequestException(
                "a Standalone instance cannot " + action + " a job; it can cancel, remove and recover one", 0, null);
    }
}
