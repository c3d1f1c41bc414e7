package dev.wharf.author.subset;

import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rows that come along with a start.
 *
 * @param children whether rows that depend on the start's come along
 * @param members every table of which rows come along, what is referred to before what refers to it
 * @param open tables in a ring of references that is deeper than was followed, or too large to be counted: rows may be missing
 * @param deepest how many references of rings were followed one after the other; 0 where there is no ring
 */
public record Subset(boolean children, List<Member> members, List<TableName> open, int deepest) {

    public Subset {
        members = List.copyOf(members);
        open = List.copyOf(open);
    }

    /** Whether every row that a row of the subset refers to is in it. */
    public boolean closed() {
        return open.isEmpty();
    }

    public Optional<Member> member(TableName table) {
        return members.stream().filter(m -> m.table().name().equals(table)).findFirst();
    }

    /**
     * A table's part.
     *
     * @param condition which of its rows come along, as it may stand behind WHERE
     * @param rows how many these are; empty where they were not counted
     * @param chain the tables on a shortest way from a start to this one, both included
     * @param paths how rows got in; a row may come by several
     */
    public record Member(Table table, String condition, OptionalLong rows, List<TableName> chain, List<Path> paths) {

        public Member {
            chain = List.copyOf(chain);
            paths = List.copyOf(paths);
        }
    }

    /** Why rows come along. */
    public enum Reason {
        /** The start's condition picks them. */
        PICKED,
        /** Rows of another table refer to them. */
        REFERRED_TO,
        /** They refer to rows of another table, and children were asked for. */
        DEPENDENT
    }

    /**
     * One way in.
     *
     * @param from the other table; the table itself for {@link Reason#PICKED}
     * @param columns the foreign key's columns, which are {@code from}'s where rows are referred to, else the table's own
     * @param rows how many rows come by it; empty where they were not counted
     */
    public record Path(Reason reason, TableName from, List<String> columns, OptionalLong rows) {

        public Path {
            columns = List.copyOf(columns);
        }
    }
}
