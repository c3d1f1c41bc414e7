/**
 * The author that asks a model: prompts, answers, repairs, and the record of what left the house. It may use what the
 * template author knows of values; the client library stays behind {@link dev.wharf.author.model.ChatModel}.
 */
@NullMarked
package dev.wharf.author.model;

import org.jspecify.annotations.NullMarked;
