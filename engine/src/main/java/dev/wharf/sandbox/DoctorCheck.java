package dev.wharf.sandbox;

/** One thing that the sandbox needs: what was found, and what to do where it is not enough. */
public record DoctorCheck(String name, boolean ok, String found, String next) {}
