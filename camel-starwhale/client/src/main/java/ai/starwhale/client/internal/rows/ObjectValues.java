// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.rows;

import ai.starwhale.client.StarwhaleObject;
import java.util.Map;

/** What an OBJECT of a table becomes in Java. Its class is a name and is never looked up. */
@FunctionalInterface
public interface ObjectValues {
    /** Every object as data. */
    ObjectValues AS_DATA = StarwhaleObject::new;

    /** The value that stands for an object with these attributes, which are values themselves. */
    Object of(String pythonType, Map<String, Object> attributes);
}
