package dev.wharf.benchmark.copy;

import java.util.List;
import java.util.Map;

/** The references: the shortest way from one database into the other with the programs that come with them. */
final class Pipes {

    private Pipes() {}

    static Contender of(Route route, Place place) {
        return switch (route) {
            case PG_PG -> pipe("psql binary pipe", psql(place.source().uri("postgresql", Postgres.READER, Place.SOURCE), "TO STDOUT (FORMAT binary)")
                    + " | " + intoPostgres(place, "(FORMAT binary)"));
            case SQLITE_PG -> pipe("sqlite3 csv | psql", "sqlite3 -readonly -csv '" + place.sqliteSource() + "' 'SELECT * FROM " + Lineitem.TABLE + "' | "
                    + intoPostgres(place, "(FORMAT csv)"));
            case PG_SQLITE -> pipe("psql csv | sqlite3", psql(place.source().uri("postgresql", Postgres.READER, Place.SOURCE), "TO STDOUT (FORMAT csv)")
                    + " | sqlite3 -cmd '.mode csv' '" + place.sqliteTarget() + "' '.import /dev/stdin " + Lineitem.TABLE + "'");
            case SQLITE_SQLITE -> pipe("sqlite3 ATTACH", "sqlite3 '" + place.sqliteTarget() + "' \"ATTACH '" + place.sqliteSource()
                    + "' AS s; INSERT INTO " + Lineitem.TABLE + " SELECT * FROM s." + Lineitem.TABLE + "\"");
        };
    }

    private static String intoPostgres(Place place, String format) {
        return psql(place.target().uri("postgresql", Postgres.WRITER, Place.TARGET), "FROM STDIN " + format);
    }

    private static String psql(String uri, String rest) {
        return "psql -X -q -v ON_ERROR_STOP=1 -d '" + uri + "' -c 'COPY " + Lineitem.TABLE + " " + rest + "'";
    }

    private static Contender pipe(String name, String script) {
        return new Contender(
                name,
                Contender.Table.THERE,
                Contender.NOTHING,
                List.of("bash", "-c", "set -o pipefail; " + script),
                Map.of(),
                Lineitem.TABLE,
                Contender.Content.UNCHANGED);
    }
}
