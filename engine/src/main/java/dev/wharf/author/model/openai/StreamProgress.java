package dev.wharf.author.model.openai;

import dev.wharf.author.model.AuthoringListener;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what a model is writing, from the beginning of its answer. Only plain names of steps are taken from it. */
final class StreamProgress {

    private static final Pattern STEP = Pattern.compile("\"name\"\\s*:\\s*\"([A-Za-z0-9_-]{1,64})\"");

    private final AuthoringListener listener;
    private int looked;

    StreamProgress(AuthoringListener listener) {
        this.listener = listener;
    }

    void at(CharSequence text) {
        Matcher step = STEP.matcher(text);
        step.region(looked, text.length());
        while (step.find()) {
            looked = step.end();
            listener.at("writing the class for " + step.group(1) + "…");
        }
    }
}
