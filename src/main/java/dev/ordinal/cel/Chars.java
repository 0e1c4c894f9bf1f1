package dev.ordinal.cel;

/** Classes of ASCII characters. */
final class Chars {

    private Chars() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHexDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isLowerLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isLetter(char c) {
        return isLowerLetter(c) || (c >= 'A' && c <= 'Z');
    }

    /** A letter, a digit or an underscore. */
    static boolean isWord(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    /** What a DNS label is made of. */
    static boolean isLabel(char c) {
        return isLowerLetter(c) || isDigit(c) || c == '-';
    }

    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    /** The character at the index, NUL beyond the text's ends. */
    static char at(String text, int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : 0;
    }
}
