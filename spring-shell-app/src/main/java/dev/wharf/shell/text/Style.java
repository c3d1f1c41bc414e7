package dev.wharf.shell.text;

/** How a line looks where colours may be used; elsewhere words alone must say it. */
public enum Style {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("31"),
    CHANGED("33");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String on(String line) {
        return code.isEmpty() ? line : "\u001b[" + code + "m" + line + "\u001b[0m";
    }
}
