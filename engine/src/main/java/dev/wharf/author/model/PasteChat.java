package dev.wharf.author.model;

import dev.wharf.plan.PlanFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Writes prompts as files into the plan's folder, for a person to carry to a model and back. */
public final class PasteChat implements ChatModel {

    private static final String PROMPT = "prompt.md";
    private static final String SCHEMA = "answer-schema.json";

    private final PlanFolder folder;

    public PasteChat(PlanFolder folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "paste";
    }

    @Override
    public Reply ask(Prompt prompt, Duration longest, AuthoringListener listener, Sent sent) {
        String text = prompt.asOneText();
        sent.body(text.getBytes(StandardCharsets.UTF_8));
        Path file = folder.writeBeside(PROMPT, text);
        return new Reply.Awaited(file, folder.writeBeside(SCHEMA, prompt.schema()));
    }

    @Override
    public void close() {
        // it holds nothing
    }
}
