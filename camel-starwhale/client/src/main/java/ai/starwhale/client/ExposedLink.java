// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

/**
 * An address at which a running job can be reached.
 *
 * @param type {@code WEB_HANDLER} or {@code DEV_MODE}
 * @param name the name that the Server shows
 * @param link the absolute address
 */
public record ExposedLink(String type, String name, String link) {}
