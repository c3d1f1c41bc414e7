package dev.wharf.shell.line;

import java.util.List;

/** The names that a workspace knows, for completion; empty where something does not answer. */
public interface Names {

    List<String> connections();

    List<String> plans();

    List<String> runs();

    List<String> tables();
}
