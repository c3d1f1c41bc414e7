package dev.wharf.benchmark;

import dev.wharf.benchmark.AuthoringPair.RightTable;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.Plan;
import dev.wharf.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A plan against the right answer, column by column.
 *
 * @param expected the columns that are to be filled
 * @param right those that are made from the right columns, and not copied where the value has to change
 * @param wrong the columns that are filled otherwise, or are to be left alone
 * @param questions decisions that the plan asks
 * @param faults the wrong columns, for people
 * @param missed the columns that nothing fills, for people
 */
record AuthoringScore(int expected, int right, int wrong, int questions, List<String> faults, List<String> missed) {

    private static final Pattern FROM = Pattern.compile("\\bFROM\\s+([\"\\w.]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern RENAMED = Pattern.compile("([\"\\w.]+)\\s+AS\\s+\"?(\\w+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern COPIED = Pattern.compile("copy\\(\"((?:[^\"\\\\]|\\\\.)*)\",\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\)");

    static AuthoringScore of(AuthoringPair pair, Plan plan, Map<String, String> files) {
        int right = 0;
        int expected = 0;
        List<String> faults = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        Map<String, Map<String, Made>> made = new HashMap<>();
        plan.steps().forEach(step -> made(step, files, made));
        for (Map.Entry<String, RightTable> table : pair.tables().entrySet()) {
            Map<String, Made> columns = made.getOrDefault(table.getKey(), Map.of());
            RightTable wanted = table.getValue();
            expected += wanted.columns().size();
            for (Map.Entry<String, List<String>> column : wanted.columns().entrySet()) {
                Made given = columns.get(column.getKey());
                String name = table.getKey() + "." + column.getKey();
                if (given == null) {
                    missed.add(name);
                } else if (given.fits(wanted, column.getKey())) {
                    right++;
                } else {
                    faults.add(name + " from " + given.table() + given.from() + (given.copied() ? ", copied" : ""));
                }
            }
            columns.forEach((column, given) -> {
                if (!wanted.columns().containsKey(column) && !given.from().isEmpty()) {
                    faults.add(table.getKey() + "." + column + " from " + given.table() + given.from() + ", to be left alone");
                }
            });
        }
        return new AuthoringScore(expected, right, faults.size(), plan.decisions().size(), faults, missed);
    }

    /** How a plan makes one column. */
    private record Made(String table, HashSet<String> from, boolean copied) {
        boolean fits(RightTable wanted, String column) {
            HashSet<String> columns = new HashSet<>();
            wanted.columns().getOrDefault(column, List.of()).forEach(c -> columns.add(c.toLowerCase(Locale.ROOT)));
            return table.equalsIgnoreCase(wanted.from()) && from.equals(columns) && !(copied && wanted.converted().contains(column));
        }
    }

    private static void made(Step step, Map<String, String> files, Map<String, Map<String, Made>> made) {
        String sql = files.getOrDefault(step.extract(), "");
        Matcher from = FROM.matcher(sql);
        String table = from.find() ? last(from.group(1)) : "";
        Map<String, String> renamed = new HashMap<>();
        Matcher renames = RENAMED.matcher(sql);
        while (renames.find()) {
            renamed.put(renames.group(2), last(renames.group(1)));
        }
        Map<String, String> copied = new HashMap<>();
        Matcher copies = COPIED.matcher(files.getOrDefault(step.transform(), ""));
        while (copies.find()) {
            copied.put(copies.group(1), copies.group(2));
        }
        for (MappingRule rule : step.mapping()) {
            HashSet<String> columns = new HashSet<>();
            rule.from().forEach(c -> columns.add(renamed.getOrDefault(c, c).toLowerCase(Locale.ROOT)));
            boolean plain = rule.from().size() == 1 && rule.from().getFirst().equals(copied.get(rule.target()));
            String target = rule.table() == null ? step.ownWrite().table() : rule.table();
            made.computeIfAbsent(target, t -> new HashMap<>()).put(rule.target(), new Made(table, columns, plain));
        }
    }

    private static String last(String name) {
        String bare = name.replace("\"", "");
        return bare.substring(bare.lastIndexOf('.') + 1);
    }

    AuthoringScore plus(AuthoringScore other) {
        return new AuthoringScore(expected + other.expected, right + other.right, wrong + other.wrong, questions + other.questions,
                List.of(), List.of());
    }

    static AuthoringScore none() {
        return new AuthoringScore(0, 0, 0, 0, List.of(), List.of());
    }

    double precision() {
        return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    double recall() {
        return expected == 0 ? 1 : (double) right / expected;
    }
}
