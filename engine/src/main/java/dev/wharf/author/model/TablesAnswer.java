package dev.wharf.author.model;

import java.util.List;

/** Which tables a model wants to see. */
record TablesAnswer(List<String> source, List<String> target) {}
