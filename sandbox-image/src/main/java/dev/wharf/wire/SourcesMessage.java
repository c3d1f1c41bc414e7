package dev.wharf.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a compiler is asked.
 *
 * @param sources file name → Java source
 */
public record SourcesMessage(int request, Map<String, String> sources) {

    private static final int NAME_CHARS = 1_000;

    public byte[] toPayload() {
        PayloadWriter out = new PayloadWriter(16 << 10).u32(request).u32(sources.size());
        sources.forEach((name, text) -> out.text(name).text(text));
        return out.toBytes();
    }

    public static SourcesMessage read(PayloadReader in) {
        int request = in.i32();
        Map<String, String> sources = new LinkedHashMap<>();
        for (int left = in.count(Limits.CLASSES); left > 0; left--) {
            sources.put(in.text(NAME_CHARS), in.text(Limits.SOURCE_BYTES));
        }
        in.end();
        return new SourcesMessage(request, sources);
    }
}
