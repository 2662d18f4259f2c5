// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import ai.starwhale.client.ConflictException;
import ai.starwhale.client.InvalidRequestException;
import ai.starwhale.client.StarwhaleException;
import ai.starwhale.client.internal.JobActions;
import ai.starwhale.client.internal.JobRef;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What can be done to jobs on disk: remove and recover, by moving their folders to where swcli looks for them. swcli is not
 * asked to: a job that it does not know makes it remove others.
 */
final class StandaloneActions implements JobActions {
    private final JobFolders folders;
    private final JobManifest manifests;

    StandaloneActions(JobFolders folders, JobManifest manifests) {
        this.folders = folders;
        this.manifests = manifests;
    }

    @Override
    public void remove(JobRef job) {
        JobFolder found = folders.find(job);
        if (manifests.isRunning(found)) {
            throw new ConflictException(
                    "job " + found.version() + " cannot be removed while it runs; wait for its end", 0, null);
        }
        move("remove", found, folders.removed(found));
    }

    @Override
    public void recover(JobRef job) {
        JobFolder found = folders.findRemoved(job);
        move("recover", found, folders.present(found));
    }

    private static void move(String action, JobFolder job, Path to) {
        String asked = "cannot " + action + " job " + job.version() + ": ";
        try {
            Files.createDirectories(to.getParent());
            // A move would quietly replace an empty folder.
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to.toString());
            }
            Files.move(job.path(), to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            throw new ConflictException(asked + to + " exists", 0, e);
        } catch (IOException e) {
            throw new StarwhaleException(asked + e, e);
        }
    }

    @Override
    public void cancel(JobRef job) {
        throw impossible("cancel");
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
        throw impossible("comment on");
    }

    @Override
    public void pin(JobRef job, boolean pinned) {
        throw impossible("pin");
    }

    private static InvalidRequestException impossible(String action) {
        return new InvalidRequestException(
                "a Standalone instance cannot " + action + " a job; it can remove and recover one", 0, null);
    }
}
