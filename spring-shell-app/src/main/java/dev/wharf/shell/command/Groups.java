package dev.wharf.shell.command;

/** The headings of help, in the order of a migration's life; the number is for sorting. */
final class Groups {

    static final String WORKSPACE = "1 Set up and look";
    static final String PLAN = "2 Plan and decide";
    static final String RUN = "3 Run and take back";
    static final String EVIDENCE = "4 Prove and look back";
    static final String SHELL = "5 This program";

    private Groups() {}
}
