package dev.wharf.author.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts of the prompts, which lie as files beside this class. */
final class PromptTexts {

    /** Rises with every change of the texts, so that a record tells which ones were used. */
    static final String VERSION = "3";

    private PromptTexts() {}

    static String resource(String name) {
        try (InputStream in = PromptTexts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
