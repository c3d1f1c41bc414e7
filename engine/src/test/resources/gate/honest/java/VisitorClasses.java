import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class VisitorClasses implements RowMigration {
    private abstract static class Node {
        abstract int eval();

        @Override
        public String toString() {
            return Integer.toString(eval());
        }
    }

    private static final class Num extends Node {
        private final int value;
        Num(int value) { this.value = value; }
        @Override int eval() { return value; }
    }

    private static final class Bin extends Node {
        private final char op;
        private final Node left;
        private final Node right;
        Bin(char op, Node left, Node right) { this.op = op; this.left = left; this.right = right; }
        @Override int eval() {
            return switch (op) {
                case '+' -> left.eval() + right.eval();
                case '-' -> left.eval() - right.eval();
                case '*' -> left.eval() * right.eval();
                default -> throw new UnsupportedOperationException("operator " + op);
            };
        }
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) { this.text = text; }

        Node sum() {
            Node node = product();
            while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                char op = text.charAt(at++);
                node = new Bin(op, node, product());
            }
            return node;
        }

        private Node product() {
            Node node = number();
            while (at < text.length() && text.charAt(at) == '*') {
                at++;
                node = new Bin('*', node, number());
            }
            return node;
        }

        private Node number() {
            int start = at;
            while (at < text.length() && Character.isDigit(text.charAt(at))) at++;
            return new Num(Integer.parseInt(text.substring(start, at)));
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Node node = new Parser(source.text("formula").replace(" ", "")).sum();
        target.insert("formulas").copy("id", "id").set("result", node.eval()).set("text", node.toString());
    }
}
