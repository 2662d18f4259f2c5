// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.Starwhale;
import org.apache.camel.Exchange;

/** One operation of the producer: reads options and headers, asks, and sets body and headers. */
interface JobOperation {
    void process(Starwhale starwhale, Options options, Exchange exchange);
}
