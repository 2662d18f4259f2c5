// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.examples.first;

import org.apache.camel.main.Main;

/** Runs the routes until it is stopped; without a Server of one's own, for a moment and with an embedded one. */
public final class FirstRoute {
    private FirstRoute() {}

    public static void main(String[] args) throws Exception {
        if (System.getenv("STARWHALE_INSTANCE") == null) {
            Demo.run(camel());
        } else {
            camel().run();
        }
    }

    /** What else it takes is in application.properties. */
    static Main camel() {
        Main camel = new Main();
        camel.configure().addRoutesBuilder(new FirstRoutes());
        return camel;
    }
}
