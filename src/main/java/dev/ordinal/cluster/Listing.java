package dev.ordinal.cluster;

import dev.ordinal.manifest.Manifest;
import java.util.List;

/** What a view says of all objects of a kind that a rule asks for. */
public sealed interface Listing {

    /** These exist and, of what was asked for, no others. */
    record Known(List<Manifest> manifests) implements Listing {
        public Known {
            manifests = List.copyOf(manifests);
        }
    }

    /**
     * The view cannot tell whether these are all.
     *
     * @param manifests those it knows of
     * @param why a phrase that completes "not known, because …"
     */
    record Partial(List<Manifest> manifests, String why) implements Listing {
        public Partial {
            manifests = List.copyOf(manifests);
        }
    }
}
