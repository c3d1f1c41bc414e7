package dev.wharf.examples;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * Makes an example's databases: {@code MakeExample NAME SOURCE_URL TARGET_URL}. The databases must be empty; for PostgreSQL
 * the user and password come from PGUSER and PGPASSWORD.
 */
public final class MakeExample {

    private MakeExample() {}

    public static void main(String[] arguments) throws SQLException {
        if (arguments.length != 3) {
            System.err.println("usage: MakeExample NAME SOURCE_URL TARGET_URL");
            System.exit(2);
        }
        Example example = Example.all().stream()
                .filter(e -> e.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no example named " + arguments[0] + "; there are "
                        + Example.all().stream().map(Example::name).toList()));
        source(example, arguments[1]);
        target(example, arguments[2]);
    }

    /** Makes and fills the source. */
    public static void source(Example example, String url) throws SQLException {
        Product product = Product.of(url);
        try (Connection connection = connect(url)) {
            connection.setAutoCommit(false);
            run(connection, example.sourceTables(product));
            example.fill(connection, product);
            connection.commit();
        }
    }

    /** Makes the empty target. */
    public static void target(Example example, String url) throws SQLException {
        try (Connection connection = connect(url)) {
            run(connection, example.targetTables(Product.of(url)));
        }
    }

    private static Connection connect(String url) throws SQLException {
        Properties properties = new Properties();
        if (url.startsWith("jdbc:postgresql:") && System.getenv("PGUSER") != null) {
            properties.setProperty("user", System.getenv("PGUSER"));
            properties.setProperty("password", String.valueOf(System.getenv("PGPASSWORD")));
        }
        return DriverManager.getConnection(url, properties);
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
