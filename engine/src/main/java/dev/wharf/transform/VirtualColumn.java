package dev.wharf.transform;

import dev.wharf.plan.NewKey;
import dev.wharf.plan.Reference;
import dev.wharf.wire.ValueType;

/** A column that the engine adds to the source row. */
sealed interface VirtualColumn {

    String name();

    ValueType type();

    /** Where the columns that it is made from stand in the read columns. */
    int[] from();

    record NewUuid(NewKey key, int[] from, DerivedId ids) implements VirtualColumn {
        @Override
        public String name() {
            return key.column();
        }

        @Override
        public ValueType type() {
            return ValueType.UUID;
        }
    }

    record NewNumber(NewKey key, int[] from) implements VirtualColumn {
        @Override
        public String name() {
            return key.column();
        }

        @Override
        public ValueType type() {
            return ValueType.INT8;
        }
    }

    record Referenced(Reference reference, int[] from, ValueType type) implements VirtualColumn {
        @Override
        public String name() {
            return reference.column();
        }
    }
}
