// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The nodes that live, and what they say: which one fires, which one watches. */
final class Nodes implements AutoCloseable {
    private final Map<String, String> environment;
    private final Path folder;
    private final Report report;
    private final Map<String, JavaProcess> alive = new LinkedHashMap<>();
    private final Set<String> ready = new HashSet<>();
    /** The times for which evaluations were scheduled, and the node that took each of them last. */
    private final NavigableMap<Instant, String> fires = new TreeMap<>();

    /** Those that a node had begun which died, and when another began them again. */
    private final Map<Instant, Instant> repeated = new HashMap<>();

    private int found;
    private int told;
    private String firing = "";
    private String watching = "";
    private int started;

    Nodes(Map<String, String> environment, Path folder, Report report) {
        this.environment = environment;
        this.folder = folder;
        this.report = report;
    }

    /** Starts one more, with a name of its own. */
    synchronized void start() {
        String name = "node-" + ++started;
        Map<String, String> own = new LinkedHashMap<>(environment);
        own.put("NODE", name);
        alive.put(
                name,
                new JavaProcess(name, Node.class, List.of(), own, folder, (word, about) -> hear(name, word, about)));
    }

    private synchronized void hear(String node, String word, String about) {
        switch (word) {
            case "ready" -> ready.add(node);
            case "watches" -> {
                report.line(node + " watches the jobs" + (watching.isEmpty() ? "" : " from now on"));
                watching = node;
            }
            case "fires" -> fires(node, Instant.parse(about));
            case "created" -> {
                String[] parts = about.split(" ", 3);
                created(node, Instant.parse(parts[0]), parts[1], Instant.parse(parts[2]));
            }
            case "told" -> {
                told++;
                notifyAll();
            }
            default -> report.line(node + ": " + word + " " + about);
        }
    }

    private void fires(String node, Instant fire) {
        String before = fires.put(fire, node);
        String begun = "";
        if (before != null) {
            begun = ", which " + before + " had begun";
            repeated.put(fire, Instant.now());
        }
        report.line(node + " fires the evaluation of " + Report.time(fire) + begun);
        firing = node;
    }

    private void created(String node, Instant fire, String job, Instant created) {
        // The Server tells times in seconds.
        boolean isFound = repeated.containsKey(fire) && created.plusSeconds(1).isBefore(repeated.get(fire));
        report.line(node + (isFound ? " finds job " : " has job ") + job + " for " + Report.time(fire));
        found += isFound ? 1 : 0;
    }

    /** Returns at once when the next change of a job has been told, and before that is stored. */
    synchronized void awaitTold() {
        int before = told;
        long end = System.nanoTime() + Waiting.LIMIT.toNanos();
        try {
            while (told == before) {
                wait(1000);
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("no change was told within " + Waiting.LIMIT.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How many jobs were there already when a fire was done again. */
    synchronized int found() {
        return found;
    }

    /** How many fires were done again. */
    synchronized int repeated() {
        return repeated.size();
    }

    /** The node that fired last. */
    synchronized String firing() {
        return firing;
    }

    /** The node that watches the jobs; empty if there was none yet. */
    synchronized String watching() {
        return watching;
    }

    /** The times of all fires so far. */
    synchronized NavigableMap<Instant, String> fires() {
        return new TreeMap<>(fires);
    }

    synchronized boolean areReady() {
        alive.values().forEach(JavaProcess::check);
        return ready.containsAll(alive.keySet());
    }

    synchronized boolean isAlive(String node) {
        return alive.containsKey(node);
    }

    void kill(String node) {
        JavaProcess process;
        synchronized (this) {
            process = Objects.requireNonNull(alive.remove(node), node);
        }
        process.kill();
    }

    @Override
    public void close() {
        List<JavaProcess> all;
        synchronized (this) {
            all = List.copyOf(alive.values());
            alive.clear();
        }
        all.forEach(JavaProcess::stop);
        all.forEach(JavaProcess::awaitEnd);
    }
}
