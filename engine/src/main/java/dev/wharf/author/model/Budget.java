package dev.wharf.author.model;

import dev.wharf.workspace.ModelSettings;
import java.time.Duration;
import java.util.Optional;

/** What one plan may cost in rounds, tokens and seconds. */
record Budget(int maxRepairs, long maxTokens, Duration maxTime) {

    static Budget of(ModelSettings settings) {
        return new Budget(settings.maxRepairs(), settings.maxTokens(), settings.maxTime());
    }

    /** Why nothing may be asked any more; empty where something may. */
    Optional<String> spent(Conversation conversation, long promptTokens) {
        if (conversation.repairs() > maxRepairs) {
            return Optional.of("its " + maxRepairs + (maxRepairs == 1 ? " repair is" : " repairs are") + " used up (model.max-repairs)");
        }
        if (conversation.used().tokens() + promptTokens > maxTokens) {
            return Optional.of(conversation.used().tokens() + " of " + maxTokens + " tokens are used up, and the next prompt has some "
                    + promptTokens + " (model.max-tokens)");
        }
        if (!left(conversation).isPositive()) {
            return Optional.of("its time of " + maxTime.toSeconds() + " s is used up (model.max-time)");
        }
        return Optional.empty();
    }

    Duration left(Conversation conversation) {
        return maxTime.minusMillis(conversation.progress().millis());
    }
}
