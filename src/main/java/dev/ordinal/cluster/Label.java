package dev.ordinal.cluster;

/** A label with its value. Labels have an order for the sake of hash tables, where many of them may hash alike. */
record Label(String key, String value) implements Comparable<Label> {

    @Override
    public int compareTo(Label other) {
        int byKey = key.compareTo(other.key);
        return byKey != 0 ? byKey : value.compareTo(other.value);
    }
}
