/**
 * Models behind servers that speak Chat Completions. The one package that knows the client library; nothing of it is loaded
 * before a model is asked.
 */
@NullMarked
package dev.wharf.author.model.openai;

import org.jspecify.annotations.NullMarked;
