package dev.wharf.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.testing.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

/** The layouts and text forms against the server that they are taken from. */
class PostgresLayoutTest {

    private static final int COPY_HEADER = 19;

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "INT2      # (random() * 65535 - 32768)::int2 # '-32768'::int2, 32767::int2, 0::int2",
                "INT4      # (random() * 4e9 - 2e9)::int4 # '-2147483648'::int4, 2147483647, 0",
                "INT8      # (random() * 9e18)::int8 - 4500000000000000000 # '-9223372036854775808'::int8, 9223372036854775807, 0",
                "FLOAT4    # ((random() - 0.5) * 10.0 ^ (random() * 70 - 35))::float4 # 'NaN'::float4, 'Infinity', '-Infinity', '-0', 1e-45, 3.4028235e38, 999999, 1000000, 0.0001, 0.00001, 35088432, 16777216, 33554432, 33554436",
                "FLOAT8    # ((random() - 0.5) * 10.0 ^ (random() * 500 - 250))::float8 # 'NaN'::float8, 'Infinity', '-Infinity', '-0', 5e-324, 9.9e-324, 1.7976931348623157e308, 999999999999999, 1e15, 0.0001, 0.00001, 2e-323, 9007199254740992, 18014398509481984, 18014398509481988, 1e23, 9.5e22, 2e22",
                "NUMERIC   # round(((random() - 0.5) * 10.0 ^ (random() * 60 - 30))::numeric, (random() * 40)::int) # 'NaN'::numeric, 'Infinity', '-Infinity', 0, 0.00, 1e30, 10000, 0.0001, 123456789012345678901234567890.123456789, 1e-20, 99999999, 9999, 100000000.00010000",
                "BOOL      # random() < 0.5 # true, false",
                "TEXT      # chr(1 + (random() * 50000)::int) || n # '', 'Grüße 😀', E'\\n'",
                "BYTES     # decode(md5(n::text), 'hex') # '\\x'::bytea, '\\x00ff'",
                "DATE      # date '4000-01-01 BC' + (random() * 5000000)::int # 'infinity'::date, '-infinity', '4713-11-24 BC', '5874897-12-31', '0001-01-01 BC', '0001-01-01', '10000-01-01'",
                "TIME      # time '00:00' + random() * interval '1 day' # '24:00'::time, '00:00', '23:59:59.999999'",
                "TIMESTAMP # timestamp '4000-01-01 BC' + random() * interval '9000 years' # 'infinity'::timestamp, '-infinity', '4713-11-24 00:00:00 BC', '294276-12-31 23:59:59.999999', '0001-12-31 23:59:59.9 BC', '1999-12-31 23:59:59.999999'",
                "TIMESTAMPTZ # timestamptz '4000-01-01 BC' + random() * interval '9000 years' # 'infinity'::timestamptz, '-infinity', '294276-12-31 23:59:59.999999+00', '0001-12-31 23:59:59.9+00 BC'",
                "UUID      # md5(n::text)::uuid # '00000000-0000-0000-0000-000000000000'::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'",
                "JSON      # json_build_object('n', n) # '{\"a\":  [1, null]}'::json, '1'",
                "JSONB     # jsonb_build_object('n', n, 't', chr(200 + n)) # '{\"a\": [1, null]}'::jsonb, '\"\"'",
            })
    void a_value_has_the_text_that_the_server_prints(ValueType type, String random, String edges)
            throws SQLException, IOException {
        String values = "SELECT " + random + " AS v, n FROM generate_series(1, 2000) n UNION ALL SELECT unnest(ARRAY[" + edges
                + "]), 0";
        for (PostgresServer.Version version : PostgresServer.versions()) {
            try (Connection connection =
                            PostgresServer.of(version).freshDatabase().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("CREATE TABLE t AS SELECT row_number() OVER () AS id, v FROM (" + values + ") s");
                List<String> printed = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("SELECT v::text FROM t ORDER BY id")) {
                    while (rows.next()) {
                        printed.add(rows.getString(1));
                    }
                }
                ByteArrayOutputStream copied = new ByteArrayOutputStream();
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("COPY (SELECT v FROM t ORDER BY id) TO STDOUT (FORMAT binary)", copied);
                assertEquals(printed, texts(type, copied.toByteArray(), printed.size()));
            }
        }
    }

    @Test
    void the_server_reads_the_numbers_that_are_laid_out() throws SQLException, IOException {
        Random random = new Random(1);
        List<BigDecimal> numbers = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            numbers.add(new BigDecimal(new BigInteger(1 + random.nextInt(300), random), random.nextInt(80) - 20)
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1)));
        }
        PayloadWriter copy = new PayloadWriter();
        copy.raw("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1), 0, 11).u32(0).u32(0);
        for (BigDecimal number : numbers) {
            PayloadWriter value = new PayloadWriter();
            NumericCodec.encode(number, value);
            copy.u16(1).blob(value.toBytes());
        }
        copy.u16(-1);
        try (Connection connection = PostgresServer.newest().freshDatabase().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id serial, v numeric)");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY t (v) FROM STDIN (FORMAT binary)", new ByteArrayInputStream(copy.toBytes()));
            List<String> printed = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("SELECT v::text FROM t ORDER BY id")) {
                while (rows.next()) {
                    printed.add(rows.getString(1));
                }
            }
            assertEquals(numbers.stream().map(BigDecimal::toPlainString).toList(), printed);
        }
    }

    private static List<String> texts(ValueType type, byte[] copied, int rows) {
        List<String> texts = new ArrayList<>();
        PayloadReader in = new PayloadReader(copied, COPY_HEADER, copied.length - COPY_HEADER);
        for (int i = 0; i < rows; i++) {
            assertEquals(1, in.u16());
            int length = in.i32();
            String text = ValueText.of(type, copied, in.position(), length);
            assertEquals(text, dev.wharf.database.ValueText.of(type, copied, in.position(), length), "as keys show it");
            texts.add(text);
            in.skip(length);
        }
        return texts;
    }
}
