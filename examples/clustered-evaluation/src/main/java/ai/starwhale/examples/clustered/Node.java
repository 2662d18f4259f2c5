// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.clustered;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import java.util.concurrent.TimeUnit;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** One of the nodes: Camel with the routes, and what they share with the other nodes. */
public final class Node extends MainListenerSupport {
    private Node() {}

    public static void main(String[] args) throws Exception {
        Parent.endWithIt();
        ComboPooledDataSource database = new ComboPooledDataSource();
        database.setJdbcUrl(System.getenv("DATABASE_URL"));
        database.setUser(System.getenv("DATABASE_USER"));

        Main main = new Main();
        main.bind("database", database);
        main.bind("told", new JdbcStateRepository(database));
        main.configure().addRoutesBuilder(new EvaluationRoutes());
        main.addMainListener(new Node());
        main.run();
        System.exit(main.getExitCode());
    }

    /** Who watches is who holds the lock on a file in a folder that all nodes see. */
    private static CamelClusterService leadership() {
        FileLockClusterService leadership = new FileLockClusterService();
        leadership.setRoot(System.getenv("LOCK_FOLDER"));
        leadership.setAcquireLockInterval(1, TimeUnit.SECONDS);
        // A leader that was silent for two intervals loses its place, if it does not hold the lock any more.
        leadership.setHeartbeatTimeoutMultiplier(2);
        return leadership;
    }

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        try {
            main.getCamelContext().addService(leadership());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void afterStart(BaseMainSupport main) {
        try {
            CamelClusterView view =
                    main.getCamelContext().hasService(CamelClusterService.class).getView("evaluations");
            view.addEventListener((CamelClusterEventListener.Leadership) (changed, leader) -> {
                if (changed.getLocalMember().isLeader()) {
                    Announcements.say("watches", "");
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        Announcements.say("ready", "");
    }
}
