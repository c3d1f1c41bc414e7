package dev.wharf.author.template;

import dev.wharf.catalog.Table;

/** A source table and the target table that its rows go to. */
record TableMatch(Table source, Table target, double score) {}
