package dev.wharf.run;

import dev.wharf.transform.CheckedStep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash over everything that decides a step's rows: its definition, its extract, its class. */
final class StepHash {

    private StepHash() {}

    static String of(CheckedStep step) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {
                step.step().entity(),
                step.step().key().toString(),
                step.step().newKeys().toString(),
                step.step().references().toString(),
                step.step().writes().toString(),
                step.sql(),
                step.java()
            }) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update(String.valueOf(bytes.length).getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) ':');
                sha256.update(bytes);
            }
            return "sha256:" + HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
