package dev.wharf.faults;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.TransformSession;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ports of a run with an injector before each of their calls, down to the single statement on the audit tables. */
final class FaultyPorts {

    /** What such a call returns is again a port. */
    private static final List<Class<?>> PORTS = List.of(
            SourceSnapshot.class, SourceReader.class, RowCursor.class, TargetSession.class, TransformSession.class, Connection.class);

    /** Methods that reach nothing outside. */
    private static final Set<String> INSIDE = Set.of(
            "name", "dialect", "reuse", "layout", "encoder", "hasher", "id", "takenAt", "maxReaders", "startTime", "doctor", "fingerprint");

    private final Injector injector;

    FaultyPorts(Injector injector) {
        this.injector = injector;
    }

    Database database(Database real, Call.Where where) {
        return port(Database.class, real, new Side(where, real.dialect(), null));
    }

    Sandbox sandbox(Sandbox real) {
        return port(Sandbox.class, real, new Side(Call.Where.SANDBOX, null, null));
    }

    private record Side(Call.Where where, @Nullable Dialect dialect, @Nullable Connection connection) {}

    private <T> T port(Class<T> type, Object real, Side side) {
        InvocationHandler handler = type == Connection.class
                ? (proxy, method, arguments) -> statement(real, method, arguments, side)
                : (proxy, method, arguments) -> call(type, real, method, arguments, side);
        return type.cast(Proxy.newProxyInstance(FaultyPorts.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object call(
            Class<?> type, Object real, Method method, @Nullable Object @Nullable [] arguments, Side side)
            throws Throwable {
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class || INSIDE.contains(name)) {
            return invoke(real, method, arguments);
        }
        if (name.equals("close")) {
            injector.requireAlive();
            injector.closed((AutoCloseable) real);
            return invoke(real, method, arguments);
        }
        if (name.equals("connection")) {
            return port(Connection.class, (Connection) invoke(real, method, arguments), side);
        }
        Call call = new Call(side.where(), type.getSimpleName() + "." + name, side.dialect(), side.connection(), false);
        return injector.call(call, () -> wrapped(invoke(real, method, arguments), method.getReturnType(), side));
    }

    private @Nullable Object wrapped(@Nullable Object result, Class<?> type, Side side) throws SQLException {
        if (result == null || !PORTS.contains(type)) {
            return result;
        }
        injector.opened((AutoCloseable) result);
        if (!(result instanceof TargetSession session)) {
            return port(type, result, side);
        }
        if (side.dialect() == Dialect.SQLITE) {
            hurry(session.connection());
        }
        return port(type, result, new Side(side.where(), side.dialect(), session.connection()));
    }

    /** Here processes die, never the system: what was handed to it stays without waiting for the disk. */
    private static void hurry(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            // Whoever waits for a session of an engine that died in this process waits in vain.
            statement.execute("PRAGMA busy_timeout = 4000");
        }
    }

    private @Nullable Object statement(Object real, Method method, @Nullable Object @Nullable [] arguments, Side side)
            throws Throwable {
        if (!Set.of("prepareStatement", "createStatement", "prepareCall").contains(method.getName())) {
            if (!method.getName().equals("close")) {
                injector.requireAlive();
            }
            return invoke(real, method, arguments);
        }
        String sql = arguments == null || !(arguments[0] instanceof String text) ? "statement" : text;
        Call call = new Call(side.where(), "JDBC " + firstWords(sql), side.dialect(), side.connection(), true);
        return injector.call(call, () -> invoke(real, method, arguments));
    }

    private static String firstWords(String sql) {
        String[] words = sql.strip().split("[\\s(]+", 5);
        return String.join(" ", List.of(words).subList(0, Math.min(4, words.length)));
    }

    private static @Nullable Object invoke(Object real, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
