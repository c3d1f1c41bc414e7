package dev.wharf.author.recall;

import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.Plan;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the values of rows out of a plan's texts. What may be one is every literal that is no name of the plan: numbers and
 * texts in SQL, texts in Java, quoted texts and numbers in sentences, comments, and all of the decisions.
 */
final class Placeholders {

    private static final Pattern SQL = Pattern.compile(
            "--[^\n]*|/\\*.*?\\*/|\"(?:[^\"]|\"\")*\"|(?<raw>(?<!\\w)[eE]'(?:[^'\\\\]|''|\\\\.)*'|(?<!\\w)(?<dollars>\\$(?:[\\p{L}_]\\w*)?\\$).*?\\k<dollars>)"
                    + "|'(?:[^']|'')*'|\\b\\d[\\w.]*\\b",
            Pattern.DOTALL);
    private static final Pattern JAVA = Pattern.compile(
            "//[^\n]*|/\\*.*?\\*/|\"\"\"(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\n]|\\\\.)+'|\\b\\d[\\w.]*\\b", Pattern.DOTALL);
    private static final Pattern WORDS = Pattern.compile("\"[^\"]*\"|'[^']*'|„[^“”]*[“”]|“[^”]*”|\\S*\\d\\S*|\\S+@\\S+");

    private final Set<String> names = new HashSet<>();
    private final Predicate<String> shown;

    /** @param shown which literals may stay */
    Placeholders(LoadedPlan loaded, Predicate<String> shown) {
        this.shown = shown;
        for (Step step : loaded.plan().steps()) {
            names.addAll(step.key());
            step.writes().forEach(this::add);
            step.newKeys().forEach(k -> {
                names.add(k.column());
                names.addAll(k.from());
            });
            step.references().forEach(r -> {
                names.add(r.column());
                names.addAll(r.from());
                names.addAll(r.match().keySet());
                names.addAll(r.match().values());
            });
            for (MappingRule rule : step.mapping()) {
                names.add(rule.target());
                names.addAll(rule.from());
            }
            Matcher quoted = Pattern.compile("\"((?:[^\"]|\"\")*)\"").matcher(loaded.sql(step));
            while (quoted.find()) {
                names.add(quoted.group(1).replace("\"\"", "\""));
            }
        }
    }

    private void add(Write write) {
        names.add(write.table());
        names.addAll(write.key());
    }

    String sentence(String text) {
        return WORDS.matcher(text).replaceAll("…");
    }

    String sql(String text) {
        return SQL.matcher(text).replaceAll(match -> {
            String found = match.group();
            if (found.startsWith("-") || found.startsWith("/")) {
                return " ";
            }
            if (match.group("raw") != null) {
                return "'…'";
            }
            if (found.startsWith("'")) {
                return Matcher.quoteReplacement(shown.test(found.substring(1, found.length() - 1).replace("''", "'")) ? found : "'…'");
            }
            return Matcher.quoteReplacement(found.startsWith("\"") || shown.test(found) ? found : "0");
        });
    }

    String java(String text) {
        return JAVA.matcher(text).replaceAll(match -> {
            String found = match.group();
            if (found.startsWith("/")) {
                return " ";
            }
            if (found.startsWith("\"\"\"")) {
                return "\"…\"";
            }
            if (found.startsWith("\"")) {
                String literal = found.substring(1, found.length() - 1);
                return Matcher.quoteReplacement(names.contains(literal) || shown.test(literal) ? found : "\"…\"");
            }
            if (found.startsWith("'")) {
                return Matcher.quoteReplacement(shown.test(found.substring(1, found.length() - 1)) ? found : "'…'");
            }
            return Matcher.quoteReplacement(found.length() == 1 || shown.test(found) ? found : "0");
        });
    }

    /** The plan without decisions, its sentences without values. */
    Plan plan(Plan plan) {
        List<Step> steps = plan.steps().stream()
                .map(s -> new Step(s.name(), s.entity(), s.extract(), s.key(), s.transform(), s.newKeys(), s.references(), s.writes(),
                        s.mapping().stream().map(r -> new MappingRule(r.table(), r.target(), r.from(), sentence(r.rule()))).toList(),
                        s.batchRows()))
                .toList();
        return new Plan(plan.name(), sentence(plan.request()), plan.source(), plan.target(), plan.namespace(), plan.rejects(), steps,
                List.of(), plan.sqlFunctions(), plan.draft());
    }

    Map<String, String> files(LoadedPlan loaded) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Step step : loaded.plan().steps()) {
            files.put(step.extract(), sql(loaded.sql(step)));
            files.put(step.transform(), java(loaded.java(step)));
        }
        return files;
    }
}
