// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.camel;

import ai.starwhale.client.CheckedRequest;
import ai.starwhale.client.Starwhale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Does all that create does but for making the job, and gives what would be sent; not as a Map, which a create behind it would read. */
final class DryRunOperation implements JobOperation {

    @Override
    public void process(Starwhale starwhale, Options options, Exchange exchange) {
        CheckedRequest checked = starwhale.check(JobRequests.of(options, exchange));
        Message message = exchange.getMessage();
        message.setBody(checked);
        message.setHeader(StarwhaleConstants.PROJECT, checked.project());
        message.setHeader(StarwhaleConstants.INSTANCE, checked.instance());
    }
}
