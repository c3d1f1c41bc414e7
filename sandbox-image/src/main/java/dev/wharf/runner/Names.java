package dev.wharf.runner;

import java.util.List;

/**
 * Finds the index of a name. A class names columns by constants, so the very same string comes again and again: its hash
 * is known and it is found by identity.
 */
final class Names {

    private final String[] names;
    private final int[] indexes;
    private final int mask;

    Names(List<String> list) {
        int capacity = Integer.highestOneBit(Math.max(list.size(), 1)) * 4;
        names = new String[capacity];
        indexes = new int[capacity];
        mask = capacity - 1;
        for (int i = 0; i < list.size(); i++) {
            int slot = slot(list.get(i));
            if (names[slot] == null) {
                names[slot] = list.get(i);
                indexes[slot] = i;
            }
        }
    }

    /** -1 where there is none. */
    int index(String name) {
        int slot = slot(name);
        return names[slot] == null ? -1 : indexes[slot];
    }

    private int slot(String name) {
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 16) & mask;
        while (true) {
            String there = names[slot];
            if (there == null || there == name || there.equals(name)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
    }
}
