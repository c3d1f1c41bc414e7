package dev.wharf.benchmark.copy;

import java.util.List;
import java.util.stream.Stream;

/** From which kind of database into which. */
enum Route {
    PG_PG("pg-pg", "PostgreSQL → PostgreSQL"),
    SQLITE_PG("sqlite-pg", "SQLite → PostgreSQL"),
    PG_SQLITE("pg-sqlite", "PostgreSQL → SQLite"),
    SQLITE_SQLITE("sqlite-sqlite", "SQLite → SQLite");

    private final String word;
    private final String title;

    Route(String word, String title) {
        this.word = word;
        this.title = title;
    }

    String word() {
        return word;
    }

    String title() {
        return title;
    }

    boolean fromPostgres() {
        return this == PG_PG || this == PG_SQLITE;
    }

    boolean intoPostgres() {
        return this == PG_PG || this == SQLITE_PG;
    }

    static List<String> words() {
        return Stream.of(values()).map(Route::word).toList();
    }
}
