// SPDX-License-Identifier: Apache-2.0
package ai.starwhale.client.internal.server.pages;

import ai.starwhale.client.ValueType;
import ai.starwhale.client.ValueType.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one type that all values of a column have, or all elements of its lists: what the untyped form leaves out. */
final class HintedType {
    /** Of what holds no value but nulls. */
    static final HintedType NOTHING = new HintedType(Kind.UNKNOWN);

    final Kind kind;
    /** The type of a value; of a sequence, when all its elements have the type of {@link #elements}. */
    final ValueType type;

    private final HintedType elements;

    private HintedType(Kind kind) {
        this.kind = kind;
        this.type = ValueType.of(kind);
        this.elements = this;
    }

    private HintedType(Kind kind, HintedType elements) {
        this.kind = kind;
        this.type = ValueType.sequence(kind, List.of(elements.type));
        this.elements = elements;
    }

    static HintedType scalar(Kind kind) {
        return new HintedType(kind);
    }

    /** A LIST or a TUPLE. */
    static HintedType sequence(Kind kind, HintedType elements) {
        return new HintedType(kind, elements);
    }

    boolean isSequence() {
        return kind == Kind.LIST || kind == Kind.TUPLE;
    }

    /** What the elements of a sequence are. */
    HintedType elements() {
        return elements;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HintedType that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return type.toString();
    }
}
