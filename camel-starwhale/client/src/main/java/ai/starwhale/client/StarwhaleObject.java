// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Python object in a cell, as data: its class is a name and is never looked up, its attributes are values.
 * Images and the like come as {@link Artifact}, links as {@link Link}; this is everything else, such as a bounding box or
 * an object of a class of the user's own.
 *
 * @param pythonType the name of the Python class, for example {@code starwhale.base.data_type.BoundingBox}
 * @param attributes the attributes by name; values as in a {@link Row}, null included
 */
public record StarwhaleObject(String pythonType, Map<String, Object> attributes) {

    public StarwhaleObject {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
