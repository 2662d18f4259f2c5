// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.http.Credentials;
import ai.starwhale.client.internal.http.Transport;
import ai.starwhale.client.internal.http.TransportInMemory;
import ai.starwhale.client.internal.server.InstanceInMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A process: its client, its time and its threads, until it dies. */
final class ClientProcess {
    private static final Credentials LOGIN = Credentials.user("starwhale", "abcd1234");

    /** For pages of rows: whoever waits for one lets nobody else act. */
    private static final Executor WITHOUT_TURNS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "without turns");
        thread.setDaemon(true);
        return thread;
    });

    private final Run run;
    private final Machine machine;
    private final MachineTime time;
    private final Exchange network;
    private final List<Turns.Actor> threads = new ArrayList<>();
    private final Instance shared;
    private final int expiriesBefore;
    private int logins;
    private boolean isDead;

    ClientProcess(Run run, Machine machine) {
        this.run = run;
        this.machine = machine;
        this.time = new MachineTime(run.turns(), machine::ahead);
        Network way = new Network(run, this);
        this.network = run.mistake() == null ? way : run.mistake().over(way, run, time);
        this.expiriesBefore = run.expiries();
        this.shared = newClient();
    }

    private Instance newClient() {
        Transport transport =
                TransportInMemory.over(new HttpInMemory(network), "http://server", LOGIN, time, run.dice()::between);
        Duration settle = run.has(Mistake.ADOPTS_BEFORE_SETTLE) ? Duration.ZERO : Run.SETTLE;
        return InstanceInMemory.over(transport, time, settle, new OwnThreads(), WITHOUT_TURNS);
    }

    void start() {
        machine.programs().forEach((what, script) -> start(what, () -> script.accept(this)));
    }

    private synchronized void start(String what, Runnable script) {
        threads.add(run.turns().add(machine + " " + what, script));
    }

    /** The client that all threads of the process share. */
    Instance client() {
        return run.has(Mistake.LOGIN_PER_THREAD) ? newClient() : shared;
    }

    Run run() {
        return run;
    }

    boolean canDie() {
        return machine.isMortal() && !run.trouble().isCalm();
    }

    /** Ends all threads; what is given is to be thrown by the one that asked. */
    Died die() {
        if (!isDead) {
            isDead = true;
            time.end();
            threads.forEach(Turns.Actor::kill);
            machine.restart();
        }
        return new Died();
    }

    /** A login has succeeded. */
    synchronized void loggedIn() {
        logins++;
        int needed = 1 + run.expiries() - expiriesBefore;
        if (logins > needed) {
            throw Promise.ONE_LOGIN.broken(
                    machine + " has logged in " + logins + " times, and " + needed + " times were enough");
        }
    }

    /** Runs what the client does in the background, each task as somebody who acts. */
    private final class OwnThreads extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            start("later", task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
