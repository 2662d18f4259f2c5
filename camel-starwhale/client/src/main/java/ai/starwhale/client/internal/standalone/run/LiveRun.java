// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone.run;

import ai.starwhale.client.internal.standalone.files.JobFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The run of a root that is under way, whoever started it. The run notes its process itself before it becomes swcli, so
 * that it is known to others even when its starter is killed at the worst moment: then it goes on by itself.
 */
record LiveRun(ProcessHandle process, String project, String version) {
    private static final Pattern NOTE = Pattern.compile("(\\d+) (\\S+) ([a-z2-7]{40})\\s*");
    private static final String NOTE_AND_BECOME =
            "printf '%s %s %s\\n' \"$$\" \"$2\" \"$3\" >\"$1.draft\" && mv \"$1.draft\" \"$1\" || exit 125; shift 3; exec \"$@\"";

    /** The command that notes its process and then becomes the given one. */
    static List<String> noting(ModelRun run) {
        return List.of("sh", "-c", NOTE_AND_BECOME, "sh", note(run.root()).toString(), run.project(), run.version());
    }

    /** The run of this root whose process lives. */
    static Optional<LiveRun> of(Path root) throws IOException {
        try {
            Matcher note = NOTE.matcher(Files.readString(note(root)));
            return note.matches()
                    ? ProcessHandle.of(Long.parseLong(note.group(1)))
                            .map(process -> new LiveRun(process, note.group(2), note.group(3)))
                            .filter(LiveRun::isAlive)
                    : Optional.empty();
        } catch (NoSuchFileException nothingRan) {
            return Optional.empty();
        }
    }

    boolean is(JobFolder job) {
        return job.project().equals(project) && job.version().equals(version);
    }

    /** The system gives numbers of processes again; but nobody else's command has this version in it. */
    private boolean isAlive() {
        if (!process.isAlive()) {
            return false;
        }
        ProcessHandle.Info info = process.info();
        return info.commandLine()
                .or(() -> info.arguments().map(arguments -> String.join(" ", arguments)))
                .map(command -> command.contains(version))
                .orElse(false);
    }

    private static Path note(Path root) {
        return RunLock.folder(root).resolve("current");
    }
}
