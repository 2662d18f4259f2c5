// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import ai.starwhale.client.internal.Instance;
import ai.starwhale.client.internal.Instances;
import ai.starwhale.client.internal.config.SwcliConfig;
import ai.starwhale.client.internal.http.Credentials;
import ai.starwhale.client.internal.http.HttpSettings;
import ai.starwhale.client.internal.standalone.run.RunTimes;
import java.nio.file.Path;
import java.time.Duration;

/** Makes clients of one instance that is there already; it stands here because no user can. */
public final class StarwhaleInMemory {
    /** The instance has its own times. */
    private static final Duration UNUSED = Duration.ofSeconds(30);

    private StarwhaleInMemory() {}

    public static Starwhale over(Instance instance) {
        Instances instances = new Instances(
                instance.address(),
                Credentials.NONE,
                () -> SwcliConfig.read(Path.of("target", "no-swcli-here.yaml")),
                null,
                RunTimes.DEFAULT,
                HttpSettings.DEFAULT,
                instance.time(),
                UNUSED,
                UNUSED);
        instances.use(instance);
        return new Starwhale(instances);
    }
}
