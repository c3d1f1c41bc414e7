package dev.wharf.sandbox.docker;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.wire.Protocol.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image as the build recorded it.
 *
 * @param archive the docker-archive to load it from
 * @param configDigest its id in Docker's own store
 * @param layers the diff-ids of its layers, which every store tells
 * @param entrypoint the program and its fixed options
 * @param command what comes behind the heap's options: class path and main class
 * @param inputs the hash of all that it was made from; unlike the id it is the same for every build of the same things
 */
record SandboxImage(
        Role role,
        String tag,
        Path archive,
        String configDigest,
        List<String> layers,
        List<String> entrypoint,
        List<String> command,
        String inputs) {

    static final String RECORD = "images.json";

    SandboxImage {
        layers = List.copyOf(layers);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
    }

    /** The role as labels and names have it. */
    static String nameOf(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** Reads the record of a folder of images; kind ENVIRONMENT where there is none or it cannot be read. */
    static Map<Role, SandboxImage> readAll(Path folder) {
        Path file = folder.resolve(RECORD);
        if (!Files.isRegularFile(file)) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "sandbox-images-missing",
                    "no sandbox images are built: there is no " + file,
                    "run scripts/setup, which builds them");
        }
        try {
            Map<Role, SandboxImage> images = new EnumMap<>(Role.class);
            for (JsonNode entry : JsonMapper.shared().readTree(Files.readString(file)).required("images")) {
                SandboxImage image = read(folder, entry);
                images.put(image.role(), image);
            }
            if (images.size() != Role.values().length) {
                throw new IllegalArgumentException("it names only " + images.keySet());
            }
            return images;
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "sandbox-images-unreadable",
                    "the record of the sandbox images cannot be read: " + file + ": " + e.getMessage(),
                    "remove the folder " + folder + " and run scripts/setup, which builds it anew",
                    e);
        }
    }

    private static SandboxImage read(Path folder, JsonNode entry) {
        return new SandboxImage(
                Role.valueOf(entry.required("role").asString().toUpperCase(Locale.ROOT)),
                entry.required("tag").asString(),
                folder.resolve(entry.required("archive").asString()),
                entry.required("config").asString(),
                texts(entry.required("layers")),
                texts(entry.required("entrypoint")),
                texts(entry.required("command")),
                entry.required("inputs").asString());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asString()));
        return texts;
    }
}
