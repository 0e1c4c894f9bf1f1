package dev.ordinal.engine;

/**
 * The spelling of quantities: a signed decimal number, then nothing, a decimal suffix ({@code n} to {@code E}), a
 * binary one ({@code Ki} to {@code Ei}) or an exponent.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
final class QuantityText {

    private QuantityText() {}

    static boolean isQuantity(String text) {
        int at = sign(text, 0);
        int whole = digits(text, at);
        int end = whole;
        if (end < text.length() && text.charAt(end) == '.') {
            end = digits(text, end + 1);
            if (end == at + 1) {
                return false;
            }
        } else if (whole == at) {
            return false;
        }
        return end == text.length() || isSuffix(text, end);
    }

    private static boolean isSuffix(String text, int at) {
        char first = text.charAt(at);
        int length = text.length() - at;
        if (length == 1) {
            return "numkMGTPE".indexOf(first) >= 0;
        }
        if (length == 2 && text.charAt(at + 1) == 'i') {
            return "KMGTPE".indexOf(first) >= 0;
        }
        if (first != 'e' && first != 'E') {
            return false;
        }
        int digits = sign(text, at + 1);
        return digits < text.length() && digits(text, digits) == text.length();
    }

    private static int sign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
    }

    private static int digits(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
