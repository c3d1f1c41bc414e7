package dev.wharf.database.sqlite;

import dev.wharf.database.Tuples;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.wire.BigEndian;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.JsonNode;

/**
 * A whole row as a JSON object of column and value, each value with its storage class as {@link SqliteBound} writes it: the
 * bits of a REAL, the hexadecimal digits of a BLOB.
 */
final class SqliteImage {

    private static final JsonMapper MAPPER = new JsonMapper();

    private SqliteImage() {}

    static String of(List<String> columns, byte[] tuple) {
        ObjectNode image = MAPPER.createObjectNode();
        int[] fields = Tuples.fields(tuple, 0);
        for (int i = 0; i < fields.length; i++) {
            int length = BigEndian.int32(tuple, fields[i]);
            if (length < 0) {
                image.putNull(columns.get(i));
            } else {
                image.put(columns.get(i), SqliteBound.text(tuple, fields[i] + 4, length));
            }
        }
        return MAPPER.writeValueAsString(image);
    }

    /** One column of an image; null for NULL. */
    record Value(String column, @Nullable String bound) {}

    static List<Value> values(String image) {
        try {
            List<Value> values = new ArrayList<>();
            for (var member : MAPPER.readTree(image).properties()) {
                JsonNode value = member.getValue();
                values.add(new Value(member.getKey(), value.isNull() ? null : value.asString()));
            }
            return values;
        } catch (JacksonException e) {
            throw new WharfException(
                    Kind.DATA,
                    "before-image-unreadable",
                    "a before-image in the audit tables is not what Wharf wrote",
                    "restore the audit tables from a backup",
                    e);
        }
    }
}
