package dev.wharf.gate;

/** What becomes of values within a class. */
final class ValueRules {

    ValueRules(OwnClasses own, Report report) {}

    void check() {}
}
