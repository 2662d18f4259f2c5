// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.testkit;

/** A version together with what it is a version of. */
record VersionOf(Bundle bundle, BundleVersion version) {}
