// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.PropertyConfigurer;

/**
 * Points the component {@code starwhale} of a Camel context at a {@link StarwhaleServer}. The API of Camel is an optional
 * dependency of the testkit: only this class needs it, and the component has to be on the class path.
 */
public final class StarwhaleCamel {

    private StarwhaleCamel() {}

    /**
     * Sets the address, the user and the password of the component, and the project if the server has exactly one. What
     * swcli knows on this machine is left out. If the server goes by a {@link ManualClock}, so do the clients of the
     * component, with its timer. To be called before endpoints are made: before the context starts. A server
     * with TLS needs the component's option for that besides, from {@link StarwhaleServer#sslContext}.
     *
     * @throws IllegalArgumentException if Camel finds no component {@code starwhale}
     */
    public static void connect(CamelContext camel, StarwhaleServer server) {
        Component component = camel.getComponent("starwhale");
        if (component == null) {
            throw new IllegalArgumentException("no component starwhale: camel-starwhale is not on the class path");
        }
        PropertyConfigurer options = component.getComponentPropertyConfigurer();
        server.settings().forEach((name, value) -> options.configure(camel, component, name, value, true));
        ManualClock clock = server.manualClock();
        if (clock != null) {
            options.configure(camel, component, "clock", clock, true);
            options.configure(camel, component, "timer", clock.timer(), true);
        }
    }
}
