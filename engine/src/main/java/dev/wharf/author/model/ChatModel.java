package dev.wharf.author.model;

import java.time.Duration;

/** Whoever answers prompts: a server, or a person who carries files. */
public interface ChatModel extends AutoCloseable {

    /** Which one, for the record: a model's name, or {@code paste}. */
    String name();

    /**
     * Asks once, after such retries as the transport needs.
     *
     * @param longest after which the answer is of no use any more
     * @param sent is given each request body before it is sent, byte for byte
     * @throws dev.wharf.failure.WharfException of kind ENVIRONMENT where nobody answers or the credentials are refused, of
     *     kind INTERRUPTED where the thread is interrupted
     */
    Reply ask(Prompt prompt, Duration longest, AuthoringListener listener, Sent sent);

    @Override
    void close();

    /** Keeps what is sent. */
    interface Sent {
        void body(byte[] body);
    }
}
