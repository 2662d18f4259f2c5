// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.standalone;

import java.nio.file.Path;

/**
 * A job on disk.
 *
 * @param project its project
 * @param version its full version, which is also the name of its folder
 * @param path its folder, {@code <root>/<project>/job/<first two characters>/<version>}
 */
record JobFolder(String project, String version, Path path) {}
