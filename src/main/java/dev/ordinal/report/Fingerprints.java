package dev.ordinal.report;

import dev.ordinal.engine.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Names for findings that stay the same when lines move: made of the rule, the object and the field, and a count where
 * several findings have all of these in common.
 */
final class Fingerprints {

    /** The name under which SARIF lists them; the number grows when what they are made of changes. */
    static final String NAME = "ordinalFinding/v1";

    private static final int BYTES = 16;

    private final Map<String, Integer> seen = new HashMap<>();
    private final MessageDigest digest;

    Fingerprints() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** The name of the next finding. */
    String next(Finding finding) {
        String identity =
                finding.id() + "\n" + CheckResult.qualifiedName(finding.subject()) + "\n" + finding.fieldPath();
        byte[] hash = digest.digest(identity.getBytes(StandardCharsets.UTF_8));
        String name = HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        int occurrence = seen.merge(name, 1, Integer::sum);
        return name + ":" + occurrence;
    }
}
