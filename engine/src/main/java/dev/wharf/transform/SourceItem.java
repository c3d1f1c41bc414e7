package dev.wharf.transform;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source row on its way. It is in exactly one state: still to be transformed or moved (no reason, perhaps rows),
 * skipped, rejected, or unchanged since an earlier run.
 */
public final class SourceItem {

    /** Where one target row's tuple lies in its column set's block. */
    public record TargetRow(ColumnSet set, int index, String key) {}

    private final String key;
    private final byte[] hash;
    /** Nearly every row gives just one, for which there is no need of a list. */
    private @Nullable TargetRow first;
    private List<TargetRow> several = List.of();
    private @Nullable String rejected;
    private @Nullable String skipped;
    private boolean unchanged;
    private boolean ignored;
    private @Nullable String knownTargetKey;
    private @Nullable String knownRun;
    private List<String> remarks = List.of();
    private List<String> refills = List.of();
    private boolean edited;

    SourceItem(String key, byte[] hash) {
        this.key = key;
        this.hash = hash;
    }

    /** The source key as text. */
    public String key() {
        return key;
    }

    public byte[] hash() {
        return hash;
    }

    /** The target rows laid out so far; not to be changed but by {@link #add} and {@link #dropRows}. */
    public List<TargetRow> rows() {
        if (first == null) {
            return List.of();
        }
        return several.isEmpty() ? List.of(first) : several;
    }

    void add(TargetRow row) {
        if (first == null) {
            first = row;
            return;
        }
        if (several.isEmpty()) {
            several = new ArrayList<>(List.of(first));
        }
        several.add(row);
    }

    void dropRows() {
        first = null;
        several = List.of();
    }

    /** Why it is bad, null where it is not. */
    public @Nullable String rejected() {
        return rejected;
    }

    /** Why it was left out on purpose, null where it was not. */
    public @Nullable String skipped() {
        return skipped;
    }

    public boolean unchanged() {
        return unchanged;
    }

    /** The target key under which an earlier run moved it, where it did and the row is to be written again. */
    public @Nullable String knownTargetKey() {
        return knownTargetKey;
    }

    public @Nullable String knownRun() {
        return knownRun;
    }

    /**
     * What is to be remarked of its references: those left NULL, or where it is unchanged those that could be filled now, or are
     * not because it was edited.
     */
    public List<String> remarks() {
        return remarks;
    }

    void remark(String reason) {
        remarks = remarks.isEmpty() ? new ArrayList<>(1) : remarks;
        remarks.add(reason);
    }

    /** Whether an earlier run had moved it, changed since or not. */
    public boolean movedBefore() {
        return knownRun != null || unchanged;
    }

    /** Whether it still has a way to go. */
    public boolean open() {
        return rejected == null && skipped == null && !unchanged && !ignored;
    }

    /** Whether it has target rows to be written. */
    public boolean moves() {
        return first != null && open();
    }

    /** Makes it a rejected row; the first reason counts. */
    public void reject(String reason) {
        if (rejected == null) {
            rejected = reason;
        }
    }

    public void skip(String reason) {
        skipped = reason;
    }

    /** What was remarked of its references is no longer so. */
    public void leaveUnchanged() {
        unchanged = true;
        remarks = List.of();
    }

    /** Moves a row again that was taken for unchanged, for the sake of a reference. */
    void refill(String run, @Nullable String targetKey, String reason) {
        unchanged = false;
        known(run, targetKey);
        refills = refills.isEmpty() ? new ArrayList<>(1) : refills;
        refills.add(reason);
    }

    /** Whether it did not change and is moved again for the sake of references that an earlier run left NULL. */
    public boolean refilled() {
        return !refills.isEmpty();
    }

    /** Leaves it as it is, since somebody edited what a refill would write over. */
    public void keepEdited(String why) {
        leaveUnchanged();
        edited = true;
        refills.forEach(refill -> remark(why + "; " + refill));
    }

    /** Whether somebody edited it, so that its references stay NULL. */
    public boolean edited() {
        return edited;
    }

    /** Leaves it out of everything, counts too: it is read again for the sake of its neighbours. */
    void ignore() {
        ignored = true;
    }

    public boolean ignored() {
        return ignored;
    }

    void known(String run, @Nullable String targetKey) {
        knownRun = run;
        knownTargetKey = targetKey;
    }
}
