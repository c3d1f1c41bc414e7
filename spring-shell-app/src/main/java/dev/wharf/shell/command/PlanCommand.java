package dev.wharf.shell.command;

import dev.wharf.author.PlanWish;
import dev.wharf.author.Planned;
import dev.wharf.author.Reach;
import dev.wharf.author.model.ModelPlanning;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFolder;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.PlanDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.shell.line.Usage;
import dev.wharf.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code plan}. */
public final class PlanCommand {

    private static final long MAX_ANSWER_BYTES = 8 << 20;

    /** In place of a table and a condition: the start is what the request says. */
    private static final String REQUEST = "request";

    private final Authors authors;
    private final Sandboxes sandboxes;

    public PlanCommand(Authors authors, Sandboxes sandboxes) {
        this.authors = authors;
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "plan",
            group = Groups.PLAN,
            description = "write plans/NAME/: what is moved, from where to where, and how",
            help =
                    """
                    Without --table every table that matches is moved. Both databases are read, nothing is written to them.
                    With --subset the rows that are picked move with everything they refer to, from table to table; counts are told first.
                    What the author cannot decide becomes an open decision, which `answer` decides.
                    The author model asks the model of wharf.yaml, which is sent names of tables and columns and no row; both tells where
                    the template author would differ; paste writes prompts as files, to carry to any model. With a model, --subset request
                    lets it choose the rows to start from. With --refine and --answer-file the argument is the plan's name.
                    """)
    @Example({
        "plan \"Copy the technician roles\" --name technician-roles --table dispatch_role --where \"dispatch_role: group_id = 11\"",
        "plan \"Copy the users of company 7\" --name company-7 --subset \"users: company_id = 7\" --children",
        "plan \"Move everything\" --source legacy --target app --name everything --replace",
        "plan \"Get all users of company 7 with what they refer to\" --name company-7 --author model",
        "plan \"Get all users of company 7\" --name company-7 --author model --subset request",
        "plan company-7 --refine \"also keep the deleted ones\"",
        "plan company-7 --answer-file answer.json"
    })
    public Document plan(
            Invocation invocation,
            @Argument(index = 0, description = "what is wanted, in quotes; with --refine and --answer-file the plan") String request,
            @Option(longName = "name", description = "the plan's name and folder") @Nullable String name,
            @Option(longName = "source", description = "where rows come from; of two connections the first")
                    @Named("CONNECTION")
                    @Nullable String source,
            @Option(longName = "target", description = "where rows go to; of two connections the second")
                    @Named("CONNECTION")
                    @Nullable String target,
            @Option(longName = "table", description = "a table to move, as either side names it") @Named("TABLE")
                    List<String> tables,
            @Option(longName = "where", description = "which rows of a table, such as \"users: company_id = 7\"")
                    @Named("\"TABLE: CONDITION\"")
                    List<String> where,
            @Option(longName = "subset", description = "start of what moves, or request; what it refers to comes along")
                    @Named("\"TABLE: CONDITION\"")
                    List<String> subset,
            @Option(longName = "children", description = "with --subset: what depends on its rows comes along too")
                    Boolean children,
            @Option(longName = "author", description = "who writes it; else as wharf.yaml says") @Nullable AuthorName author,
            @Option(longName = "replace", description = "write an existing plan anew; the old one is kept in its history")
                    Boolean replace,
            @Option(longName = "refine", description = "change a plan that is there, by a model") @Named("WORDS")
                    @Nullable String refine,
            @Option(longName = "answer-file", description = "take a model's answer to the prompt of the author paste") @Named("FILE")
                    @Nullable Path answerFile) {
        if (refine != null || answerFile != null) {
            if (name != null || source != null || target != null || !tables.isEmpty() || !where.isEmpty() || !subset.isEmpty() || replace
                    || children || answerFile != null && (refine != null || author != null)) {
                throw Usage.of("plan", "options-clash",
                        "--refine and --answer-file work on a plan that is there: they take its name and, with --refine, --author.");
            }
            return answerFile == null
                    ? refine(invocation, request, String.valueOf(refine), author)
                    : answer(invocation, request, answerFile);
        }
        if (name == null) {
            throw Usage.of("plan", "option-missing", "plan takes --name NAME, which is missing.");
        }
        Workspace workspace = invocation.workspace();
        String from = Connections.source(workspace, "plan", source);
        String to = Connections.target(workspace, "plan", target);
        PlanWish wish = new PlanWish(name, request, tables, conditions(where, subset), reach(where, subset, children), null, replace);
        AuthorName by = authors.named(workspace, author);
        requireStart(by, subset);
        if (by == AuthorName.TEMPLATE) {
            try (Database sourceDatabase = Databases.open(workspace.connection(from));
                    Database targetDatabase = Databases.open(workspace.connection(to))) {
                Planned planned = authors.template(workspace).plan(workspace.plans(), wish, sourceDatabase, targetDatabase);
                return PlanDocument.of(planned);
            }
        }
        try (PlanWork work = new PlanWork(invocation, sandboxes)) {
            Database sourceDatabase = work.database(from);
            Database targetDatabase = work.database(to);
            Authors.@Nullable Second template = by == AuthorName.BOTH ? authors.second(workspace, wish, sourceDatabase, targetDatabase) : null;
            return authors.document(workspace,
                    authors.model(invocation, work, by).plan(workspace.plans(), wish, sourceDatabase, targetDatabase), from, to, template);
        }
    }

    /** Whoever writes a subset's plan, its start is a condition of the person's or a model's choice. */
    private static void requireStart(AuthorName by, List<String> subset) {
        if (subset.isEmpty()) {
            return;
        }
        if (by == AuthorName.TEMPLATE && subset.contains(REQUEST)) {
            throw wrong("--subset request has a model choose the start: add --author model or paste, or give a table and a condition.");
        }
        if (by == AuthorName.BOTH) {
            throw wrong("--subset does not go with the author both: whoever chooses the start, the template author writes the plan.");
        }
        if (by != AuthorName.TEMPLATE && !subset.equals(List.of(REQUEST))) {
            throw wrong("--subset with a table and a condition needs no model: add --author template, or let the model choose by --subset request.");
        }
    }

    private Document refine(Invocation invocation, String plan, String words, @Nullable AuthorName author) {
        if (author == AuthorName.TEMPLATE || author == AuthorName.BOTH) {
            throw Usage.of("plan", "options-clash", "--refine takes the author model or paste: the template author reads no words.");
        }
        if (words.isBlank()) {
            throw Usage.of("plan", "value-missing", "--refine takes words, and has none.");
        }
        try (PlanWork work = new PlanWork(invocation, sandboxes)) {
            PlanFolder folder = work.folder(plan);
            Plan there = folder.load().plan();
            AuthorName by = authors.changing(work.workspace(), folder, author);
            return authors.document(work.workspace(),
                    authors.model(invocation, work, by).refine(folder, words, work.source(there), work.target(there)),
                    there.source(), there.target());
        }
    }

    private Document answer(Invocation invocation, String plan, Path file) {
        String answer = text(file);
        try (PlanWork work = new PlanWork(invocation, sandboxes)) {
            PlanFolder folder = PlanFolder.of(work.workspace().plans(), plan);
            List<String> connections = ModelPlanning.connections(folder);
            return authors.document(work.workspace(),
                    authors.model(invocation, work, AuthorName.PASTE)
                            .takeAnswer(folder, answer, work.database(connections.get(0)), work.database(connections.get(1))),
                    connections.get(0), connections.get(1));
        }
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_ANSWER_BYTES) {
                throw Usage.of("plan", "value-invalid", "--answer-file is " + file + ", which is larger than an answer can be.");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw Usage.of("plan", "value-invalid", "--answer-file is " + file + ", which cannot be read as UTF-8 text.");
        }
    }

    private static Reach reach(List<String> where, List<String> subset, Boolean children) {
        if (!subset.isEmpty() && !where.isEmpty()) {
            throw wrong("--subset and --where do not go together: a subset with rows left out would refer to what is missing.");
        }
        if (subset.isEmpty() && children) {
            throw wrong("--children needs --subset, which says where to start.");
        }
        return subset.isEmpty() ? Reach.CONDITIONS : children ? Reach.SUBSET_WITH_CHILDREN : Reach.SUBSET;
    }

    private static Map<String, String> conditions(List<String> where, List<String> subset) {
        return subset.equals(List.of(REQUEST)) ? Map.of() : subset.isEmpty() ? conditions("--where", where) : conditions("--subset", subset);
    }

    /** {@code TABLE: CONDITION}; the table's name is all before the first colon. */
    private static Map<String, String> conditions(String option, List<String> texts) {
        Map<String, String> conditions = new LinkedHashMap<>();
        for (String text : texts) {
            int colon = text.indexOf(':');
            String table = colon < 0 ? "" : text.substring(0, colon).strip();
            String condition = colon < 0 ? "" : text.substring(colon + 1).strip();
            if (table.isEmpty() || condition.isEmpty()) {
                throw wrong(option + " is " + text + ", and it is a table, a colon and a condition, such as"
                        + " \"users: company_id = 7\".");
            }
            if (conditions.put(table, condition) != null) {
                throw wrong(option + " names " + table + " twice; join its conditions with AND.");
            }
        }
        return conditions;
    }

    private static WharfException wrong(String message) {
        return Usage.of("plan", "value-invalid", message);
    }
}
