// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.simulation;

import java.io.IOException;

/** Does not say in which order changes are wanted: {@link Mistake#FEED_WITHOUT_ORDER}. */
record UnorderedFeed(Exchange way) implements Exchange {
    @Override
    public Answer send(Request request) throws IOException {
        return way.send(
                request.isFeed()
                        ? request.withText(request.text().replaceFirst("\"orderBy\":\\[[^\\]]*\\],", ""))
                        : request);
    }
}
