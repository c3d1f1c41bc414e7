package dev.wharf.verify;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.sql.SQLException;

/** A query of the engine's own making that the target refused. */
final class TargetQueryFailure {

    private TargetQueryFailure() {}

    static WharfException of(SQLException e) {
        return new WharfException(
                Kind.DATA,
                "verify-query",
                "The target refused a query of the verification (SQLSTATE " + e.getSQLState() + ").",
                "The target's role needs SELECT on the tables that the plan wrote and on their parents.",
                e);
    }
}
