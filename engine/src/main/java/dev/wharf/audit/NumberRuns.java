package dev.wharf.audit;

import java.util.List;

/** Numbers as text, short where they are evenly spaced: {@code 5..9,20..50/10,7} is 5 to 9, then 20, 30, 40, 50, then 7. */
final class NumberRuns {

    private NumberRuns() {}

    static String write(long[] numbers) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < numbers.length) {
            int end = at;
            long by = at + 1 < numbers.length ? numbers[at + 1] - numbers[at] : 0;
            while (end + 1 < numbers.length && by != 0 && numbers[end + 1] - numbers[end] == by) {
                end++;
            }
            if (end == at + 1 && by != 1) {
                end = at;
            }
            text.append(text.isEmpty() ? "" : ",").append(numbers[at]);
            if (end > at) {
                text.append("..").append(numbers[end]).append(by == 1 ? "" : "/" + by);
            }
            at = end + 1;
        }
        return text.toString();
    }

    static void read(String text, List<Long> into) {
        if (text.isEmpty()) {
            return;
        }
        for (String run : text.split(",")) {
            int dots = run.indexOf("..");
            if (dots < 0) {
                into.add(Long.valueOf(run));
                continue;
            }
            int slash = run.indexOf('/');
            long first = Long.parseLong(run.substring(0, dots));
            long last = Long.parseLong(run.substring(dots + 2, slash < 0 ? run.length() : slash));
            long by = slash < 0 ? 1 : Long.parseLong(run.substring(slash + 1));
            for (long count = 0; count <= (last - first) / by; count++) {
                into.add(first + count * by);
            }
        }
    }
}
