package dev.wharf.author.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server that speaks Chat Completions as far as a client needs it, and answers what a test wrote for it, request by
 * request. It keeps every request. It is no model: it reads nothing of what it is asked.
 */
final class ScriptedServer implements AutoCloseable {

    /** One answer; the last one is given again and again. */
    interface Scripted {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Scripted> script = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());

    ScriptedServer(Scripted... answers) {
        script.addAll(List.of(answers));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/chat/completions", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    ModelAccess access() {
        return access(Duration.ofSeconds(20));
    }

    ModelAccess access(Duration timeout) {
        return new ModelAccess("http://127.0.0.1:" + server.getAddress().getPort() + "/v1", "key-of-the-test", "scripted", timeout);
    }

    /** Every request's body, in order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Every request's credentials. */
    List<String> keys() {
        return List.copyOf(keys);
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Scripted next;
        synchronized (script) {
            next = script.size() > 1 ? script.poll() : script.peek();
        }
        try (exchange) {
            if (next != null) {
                next.answer(exchange);
            }
        }
    }

    /** A whole answer, streamed in pieces, with what it cost. */
    static Scripted says(String text) {
        return streams(text, "stop");
    }

    /** An answer that ends for the reason given. */
    static Scripted streams(String text, String finish) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int from = 0; from < text.length(); from += 500) {
                    event(out, chunk("content", text.substring(from, Math.min(text.length(), from + 500)), null));
                }
                event(out, chunk(null, null, finish));
                ObjectNode usage = chunk(null, null, null);
                usage.putArray("choices");
                usage.putObject("usage").put("prompt_tokens", 1000).put("completion_tokens", 200).put("total_tokens", 1200);
                event(out, usage);
                out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /** A refusal in the model's words. */
    static Scripted refuses(String words) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                event(out, chunk("refusal", words, null));
                event(out, chunk(null, null, "stop"));
                out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /** The beginning of an answer; then the connection breaks. */
    static Scripted breaksOff(String text) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 100_000);
            OutputStream out = exchange.getResponseBody();
            event(out, chunk("content", text.substring(0, text.length() / 2), null));
            out.flush();
        };
    }

    /** As a server that does not know streams. */
    static Scripted saysAtOnce(String text) {
        return exchange -> {
            ObjectNode root = Answers.JSON.createObjectNode().put("id", "x").put("object", "chat.completion").put("created", 1).put("model", "m");
            ObjectNode choice = root.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
            choice.putObject("message").put("role", "assistant").put("content", text);
            root.putObject("usage").put("prompt_tokens", 10).put("completion_tokens", 5).put("total_tokens", 15);
            send(exchange, 200, root.toString());
        };
    }

    /** An error of the server, with a hint when to come again where there is one. */
    static Scripted fails(int status, String retryAfter) {
        return exchange -> {
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            send(exchange, status, "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":\"scripted_code\"}}");
        };
    }

    /** Refuses what it does not know by naming it. */
    static Scripted doesNotKnow(String parameter) {
        return exchange -> send(exchange, 400,
                "{\"error\":{\"message\":\"unknown parameter " + parameter + "\",\"type\":\"invalid_request_error\",\"param\":\"" + parameter + "\"}}");
    }

    /** Says nothing for so long. */
    static Scripted sleeps(Duration time) {
        return exchange -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private static ObjectNode chunk(String key, String text, String finish) {
        ObjectNode root = Answers.JSON.createObjectNode();
        root.put("id", "x").put("object", "chat.completion.chunk").put("created", 1).put("model", "scripted");
        ArrayNode choices = root.putArray("choices");
        ObjectNode choice = choices.addObject().put("index", 0);
        ObjectNode delta = choice.putObject("delta");
        if (key != null) {
            delta.put(key, text);
        }
        if (finish == null) {
            choice.putNull("finish_reason");
        } else {
            choice.put("finish_reason", finish);
        }
        return root;
    }

    private static void event(OutputStream out, ObjectNode event) throws IOException {
        out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
