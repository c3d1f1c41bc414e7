package dev.wharf.author.model.openai;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one document of a server that does not stream, as the stream that was asked for. */
final class WholeAnswer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WholeAnswer() {}

    /** What is no such document is handed on as it is. */
    static InputStream asEvents(InputStream body) throws IOException {
        byte[] bytes;
        try (body) {
            bytes = body.readAllBytes();
        }
        try {
            if (JSON.readTree(bytes) instanceof ObjectNode root && root.get("choices") != null) {
                root.put("object", "chat.completion.chunk");
                for (JsonNode choice : root.get("choices")) {
                    if (choice instanceof ObjectNode object && object.get("message") != null) {
                        object.set("delta", object.remove("message"));
                    }
                }
                String event = "data: " + JSON.writeValueAsString(root) + "\n\ndata: [DONE]\n\n";
                return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
            }
        } catch (JacksonException e) {
            // told below as what it is: no answer
        }
        throw new IOException("the server answered something that is no chat completion");
    }
}
