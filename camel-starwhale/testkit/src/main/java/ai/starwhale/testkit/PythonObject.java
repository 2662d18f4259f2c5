// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

import java.util.Map;

/** A cell of type OBJECT. */
record PythonObject(String pythonType, Map<String, ?> attributes) {}
