package dev.ordinal.cel;

import dev.ordinal.manifest.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The DNS name of a StatefulSet's pod, written out in a text.
 *
 * @param pod such as {@code web-0}
 * @param statefulSet such as {@code web}
 * @param ordinal the pod's number
 * @param service the governing Service it names
 * @param namespace the namespace it names, which may be a reference such as {@code $(POD_NAMESPACE)}; empty if none
 * @param domain the cluster's domain it names, such as {@code cluster.local}; empty if none
 * @param text the whole name as written
 * @param offset where it starts in the text, from 0, in code points as CEL counts
 * @param line its line in the text, from 1
 */
record PeerName(
        String pod,
        String statefulSet,
        long ordinal,
        String service,
        String namespace,
        String domain,
        String text,
        int offset,
        int line) {

    /** The fields as {@code peerNames} gives them, in a map that may have more. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("pod", pod);
        fields.put("statefulSet", statefulSet);
        fields.put("ordinal", ordinal);
        fields.put("service", service);
        fields.put("namespace", namespace);
        fields.put("domain", domain);
        fields.put("text", text);
        fields.put("offset", (long) offset);
        fields.put("line", (long) line);
        return fields;
    }

    JsonObject tree() {
        return JsonObject.of(fields());
    }
}
