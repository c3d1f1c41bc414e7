package dev.wharf.database;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.Optional;

/** What the role of a source may be: the one thing that holds when every other guard has failed is a role that cannot write. */
public final class SourceRole {

    private SourceRole() {}

    /**
     * The role that is connected to a source.
     *
     * @throws WharfException of kind REFUSED where it is a superuser and the connection does not say {@code allow-superuser}
     */
    public static SessionRole require(Database source, ConnectionSpec spec) {
        SessionRole role = source.role();
        require(role, spec);
        return role;
    }

    /** @throws WharfException of kind REFUSED where the role is a superuser and the connection does not allow one */
    public static void require(SessionRole role, ConnectionSpec spec) {
        Optional<WharfException> refusal = refusal(role, spec);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /** The refusal, of kind REFUSED, of a role that is a superuser where the connection does not allow one. */
    public static Optional<WharfException> refusal(SessionRole role, ConnectionSpec spec) {
        if (!role.superuser() || spec.allowSuperuser()) {
            return Optional.empty();
        }
        return Optional.of(new WharfException(
                Kind.REFUSED,
                "superuser-source",
                "Connection " + spec.name() + ": the role " + role.user()
                        + " is a superuser or may run programs and touch files on the server, which no source needs.",
                "Connect as a role that has only SELECT, or write allow-superuser: true beside the connection in wharf.yaml."));
    }

    /**
     * What to say where the schema is read as a role that no plan may use for a source. The schema is read all the same: the
     * connection may be a target's, and a survey reads no rows.
     */
    public static Optional<String> surveyWarning(SessionRole role, ConnectionSpec spec) {
        return refusal(role, spec)
                .map(e -> "warning: " + e.text() + " Only the schema is read; as the source of a plan it is refused. " + e.next());
    }

    /**
     * What to warn of before a source is read, where its role may do more than read. A file has no role to exchange for a
     * safer one, so there is nothing to warn of.
     */
    public static Optional<String> warning(SessionRole role, ConnectionSpec spec) {
        if (role.superuser()) {
            return Optional.of("Connection " + spec.name() + ": the role " + role.user()
                    + " is a superuser. A role that has only SELECT is safer.");
        }
        return role.mayWrite() && !role.user().isEmpty()
                ? Optional.of("Connection " + spec.name() + ": the role " + role.user()
                        + " may write to tables of the source. A role that has only SELECT is safer.")
                : Optional.empty();
    }
}
