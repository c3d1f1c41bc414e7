package dev.wharf.gate.fuzz;

/** Puts one case before the gates and the judges. */
interface Trial {

    Verdict run(FuzzCase fuzz);
}
