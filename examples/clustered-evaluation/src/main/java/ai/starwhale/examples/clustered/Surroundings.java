// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import ai.starwhale.client.JobInfo;
import ai.starwhale.client.Starwhale;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What all nodes share and none of them brings down: the database and the Server. */
final class Surroundings implements AutoCloseable {
    private final Path folder;
    private final JavaProcess database;
    private final JavaProcess server;
    private final CompletableFuture<String> databaseUrl = new CompletableFuture<>();
    private final CompletableFuture<String> serverUrl = new CompletableFuture<>();
    private final List<Long> polls = new CopyOnWriteArrayList<>();
    private Starwhale starwhale;
    private long jobsBefore;

    /** Starts both; {@link #awaitStart} waits for them. */
    Surroundings(Path folder) {
        this.folder = folder;
        database = new JavaProcess(
                "database",
                EmbeddedDatabase.class,
                List.of(folder.resolve("postgresql").toString()),
                Map.of(),
                folder,
                (word, about) -> databaseUrl.complete(about));
        server = new JavaProcess("server", EmbeddedServer.class, List.of(), Map.of(), folder, this::hear);
    }

    private void hear(String word, String about) {
        switch (word) {
            case "url" -> serverUrl.complete(about);
            case "polled" -> polls.add(Long.parseLong(about));
            default -> throw new IllegalStateException("the Server says " + word);
        }
    }

    void awaitStart() {
        Waiting.until("the start of the database and the Server", () -> {
            database.check();
            server.check();
            return databaseUrl.isDone() && serverUrl.isDone();
        });
        starwhale = Starwhale.builder()
                .instance(serverUrl.join())
                .login(EmbeddedServer.USER, EmbeddedServer.PASSWORD)
                .swcliConfig(folder.resolve("none"))
                .build();
        for (JobInfo job : starwhale.allJobs("demo")) {
            jobsBefore = Math.max(jobsBefore, Long.parseLong(job.id()));
        }
    }

    /** What the nodes are told. */
    Map<String, String> environment() {
        return Map.of(
                "STARWHALE_INSTANCE",
                serverUrl.join(),
                "STARWHALE_USERNAME",
                EmbeddedServer.USER,
                "STARWHALE_PASSWORD",
                EmbeddedServer.PASSWORD,
                "DATABASE_URL",
                databaseUrl.join(),
                "DATABASE_USER",
                EmbeddedDatabase.USER,
                "LOCK_FOLDER",
                folder.resolve("locks").toString());
    }

    /** Whether a watcher has asked for changes. */
    boolean isWatched() {
        return polls.size() > 1;
    }

    /** How these fires went; later ones may be under way. */
    Seen look(NavigableSet<Instant> fires, List<Long> kills) {
        List<Seen.Job> jobs = new ArrayList<>();
        for (JobInfo job : starwhale.allJobs("demo")) {
            Instant fire = Announcements.fire(job.comment());
            boolean isAnother = fire != null && (fire.isBefore(fires.first()) || fire.isAfter(fires.last()));
            if (Long.parseLong(job.id()) > jobsBefore && !isAnother) {
                jobs.add(new Seen.Job(job.id(), job.uuid(), job.status().name(), job.createdTime(), fire));
            }
        }
        Set<String> ids = jobs.stream().map(Seen.Job::id).collect(Collectors.toSet());
        List<Seen.Event> events =
                events().stream().filter(event -> ids.contains(event.job())).toList();
        return new Seen(fires, jobs, events, List.copyOf(polls), List.copyOf(kills));
    }

    private List<Seen.Event> events() {
        List<Seen.Event> events = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(
                        "select event_id, job, status, deliveries from job_event order by position");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                events.add(new Seen.Event(rows.getString(1), rows.getString(2), rows.getString(3), rows.getInt(4)));
            }
            return events;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the other nodes have seen that this one is dead, and are through with what it had begun. */
    boolean hasBuried(String node) {
        return count("select count(*) from qrtz_scheduler_state where instance_name = ?", node)
                        + count("select count(*) from qrtz_fired_triggers where instance_name = ?", node)
                        + count("select count(*) from qrtz_fired_triggers where trigger_group = ?", "RECOVERING_JOBS")
                        + count("select count(*) from qrtz_triggers where trigger_group = ?", "RECOVERING_JOBS")
                == 0;
    }

    private int count(String query, String argument) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, argument);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(databaseUrl.join(), EmbeddedDatabase.USER, "");
    }

    @Override
    public void close() {
        if (starwhale != null) {
            starwhale.close();
        }
        server.stop();
        database.stop();
        server.awaitEnd();
        database.awaitEnd();
    }
}
