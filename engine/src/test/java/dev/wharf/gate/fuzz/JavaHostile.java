package dev.wharf.gate.fuzz;

import dev.wharf.gate.GateCorpus;
import dev.wharf.gate.GateCorpus.Case;
import java.util.ArrayList;
import java.util.List;

/**
 * Pieces of Java that no gate may let through. Each carries {@link #MARK} as a constant of its own, so that a class file
 * tells whether the piece is alive in it: within a comment or a longer literal the mark is no constant.
 */
final class JavaHostile {

    static final String MARK = "wharfMark";

    private static final String MARKED = "String wharfMark0 = \"" + MARK + "\";";

    private static final List<String> EXPRESSIONS = List.of(
            "System.getProperty(\"user.home\")", "System.getenv(\"PATH\")", "Thread.currentThread().getName()",
            "String.valueOf(new Object().hashCode())", "getClass().getName()", "UUID.randomUUID().toString()",
            "String.valueOf(Math.random())", "LocalDate.now().toString()", "String.valueOf(System.nanoTime())",
            "java.time.Instant.now().toString()", "String.valueOf(new java.util.Random().nextInt())",
            "String.class.getName()", "String.valueOf(System.identityHashCode(source))", "Locale.getDefault().toString()",
            "String.valueOf(Runtime.getRuntime().availableProcessors())", "java.nio.file.Path.of(\"/\").toString()",
            "Set.of(\"a\", \"b\").toString()", "String.join(\",\", Set.of(\"a\", \"b\"))", "Map.of(\"a\", 1, \"b\", 2).toString()",
            "KNOWN.iterator().next()", "KNOWN.stream().collect(Collectors.joining())", "String.valueOf(LABELS)",
            "String.valueOf(new int[] {1})", "source.getClass().getName()", "Kind.RED.getDeclaringClass().getName()",
            "java.util.TimeZone.getDefault().getID()", "new java.io.File(\"x\").getName()", "Integer.getInteger(\"x\", 1).toString()",
            "String.valueOf(Stream.of(1, 2).parallel().count())", "new Scanner(\"a\").next()",
            "java.lang.management.ManagementFactory.getRuntimeMXBean().getName()", "String.valueOf(Kind.RED.hashCode())",
            "java.nio.charset.Charset.defaultCharset().name()");

    private static final List<String> STATEMENTS = List.of(
            "System.exit(0);", "Runtime.getRuntime().halt(1);", "new Thread(() -> {}).start();", "Thread.ofVirtual().start(() -> {});",
            "try { Class.forName(\"x\"); } catch (Exception e9) { }", "try { new ProcessBuilder(\"x\").start(); } catch (Exception e9) { }",
            "try { Thread.sleep(1); } catch (Exception e9) { }", "synchronized (source) { }", "System.out.println();",
            "Runnable r9 = System::gc;", "java.util.function.Supplier<Object> s9 = Object::new; s9.get().notify();",
            "try { target.skip(\"\"); } catch (Throwable e9) { }", "assert source == null;", "class X9 extends ClassLoader { } new X9();",
            "class X9 extends Thread { } new X9().start();", "Object o9 = (Runnable & java.io.Serializable) () -> {}; target.skip(o9 == null ? \"\" : \"x\");",
            "try { java.net.URI.create(\"http://x\").toURL().openStream(); } catch (Exception e9) { }",
            "java.util.concurrent.ForkJoinPool.commonPool();", "java.util.ServiceLoader.load(Runnable.class);",
            "try { String.class.getMethod(\"length\").invoke(\"\"); } catch (Exception e9) { }",
            "java.lang.invoke.MethodHandles.lookup();", "for (String s9 : KNOWN) { target.skip(s9); }",
            "for (var s9 : LABELS.entrySet()) { target.skip(s9.getKey()); }", "KNOWN.forEach(target::skip);",
            "java.util.logging.Logger.getLogger(\"x\").info(\"x\");", "new java.util.Timer();", "this.wait9(); ");

    private static final List<String> MEMBERS = List.of(
            "static int count9;", "int count9;", "static { System.exit(0); }", "{ System.exit(0); }", "static final int[] CELLS9 = {0}; static void m9() { CELLS9[0]++; }",
            "static final List<String> SEEN9 = new ArrayList<>();", "native void n9();",
            "protected void finalize() { }", "static final StringBuilder B9 = new StringBuilder();", "static class T9 extends Thread { }",
            "enum E9 { A9; int n; void up() { n++; } }", "static final Map<String, Integer> CACHE9 = new HashMap<>();", "static synchronized void s9() { }",
            "volatile int v9;", "static class R9 extends java.util.Random { }", "static final java.util.Iterator<String> I9 = List.of(\"a\").iterator();",
            "record Holder9(int[] cells) { } static final Holder9 H9 = new Holder9(new int[1]);", "interface N9 { List<String> L9 = new ArrayList<>(); }");

    /** A hostile piece: what it needs above, in the body, beside it. */
    record Piece(String name, List<String> imports, String body, String members) {}

    private static final List<Piece> CORPUS = fromCorpus();

    private JavaHostile() {}

    /** An expression of type String. */
    static String expression(Draws draws) {
        return "(" + draws.of(EXPRESSIONS) + ").concat(\"" + MARK + "\")";
    }

    static Piece piece(Draws draws) {
        return switch (draws.below(4)) {
            case 0 -> {
                String statement = draws.of(STATEMENTS);
                yield new Piece(statement, List.of(), "{ " + MARKED + " " + statement + " }", "");
            }
            case 1 -> {
                String member = draws.of(MEMBERS);
                yield new Piece(member, List.of(), "", member + " static String wharfMarked() { return \"" + MARK + "\"; }");
            }
            default -> draws.of(CORPUS);
        };
    }

    /** The corpus's attacks that have the form of a body and that the byte code alone shows. */
    private static List<Piece> fromCorpus() {
        List<Piece> pieces = new ArrayList<>();
        for (Case attack : GateCorpus.cases("attacks")) {
            boolean body = attack.file().startsWith("java") && !attack.text().contains("class Attack") && attack.text().length() < 3_000;
            if (body && attack.verdicts().stream().anyMatch(v -> v.startsWith("bytecode:"))) {
                List<String> imports = attack.text().lines().filter(l -> l.startsWith("import ")).toList();
                String rest = attack.text().lines().filter(l -> !l.startsWith("import ")).reduce("", (a, b) -> a + b + "\n");
                int members = rest.indexOf("members:\n");
                String inside = members < 0 ? rest : rest.substring(0, members);
                String beside = members < 0 ? "" : rest.substring(members + 9);
                pieces.add(new Piece(attack.name(), imports, "{ " + MARKED + "\n" + inside + " }", beside));
            }
        }
        return pieces;
    }
}
