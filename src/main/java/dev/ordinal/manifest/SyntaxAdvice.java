package dev.ordinal.manifest;

import dev.ordinal.manifest.Problem.Kind;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says what is wrong with a document that cannot be parsed, in its author's terms rather than the parser's. */
final class SyntaxAdvice {

    /** What to tell about a template. */
    static final String TEMPLATE = "this looks like an unrendered template (Helm, Jinja …); render it first, with"
            + " `helm template` or the tool that it is written for";

    private static final String NEEDS_QUOTES = "` needs quotes";

    private final SourceFile file;
    private final Chunk chunk;
    private final String problem;
    private final String context;
    private final long place;
    private final long contextPlace;

    private SyntaxAdvice(SourceFile file, Chunk chunk, String problem, String context, long place, long contextPlace) {
        this.file = file;
        this.chunk = chunk;
        this.problem = problem;
        this.context = context;
        this.place = place;
        this.contextPlace = contextPlace;
    }

    /** What to tell about a chunk that the library cannot parse. */
    static Problem problem(SourceFile file, Chunk chunk, YamlEngineException bad) {
        return switch (bad) {
            case MarkedYamlEngineException marked -> {
                long place = marked.getProblemMark()
                        .map(mark -> place(chunk, mark))
                        .orElseGet(() -> Positions.place(chunk.firstLine(), 1));
                long from =
                        marked.getContextMark().map(mark -> place(chunk, mark)).orElse(place);
                String context = marked.getContext() == null ? "" : marked.getContext();
                String what = marked.getProblem().strip();
                what = what.endsWith(".") ? what.substring(0, what.length() - 1) : what;
                yield new SyntaxAdvice(file, chunk, what, context, place, from).problem();
            }
            case ReaderException unprintable -> unprintable(file, chunk, unprintable);
            default ->
                new Problem(
                        Kind.SYNTAX,
                        new SourcePosition(file.name(), chunk.firstLine(), 1),
                        "not YAML: " + bad.getMessage());
        };
    }

    /** What to tell about a chunk that is YAML, but no tree to work with. */
    static Problem problem(SourceFile file, Chunk chunk, BadDocument bad) {
        if (bad.kind() == Kind.SYNTAX) {
            var advice = new SyntaxAdvice(file, chunk, bad.message(), "", bad.place(), bad.place());
            return advice.template().orElseGet(() -> bad.problem(file));
        }
        return bad.problem(file);
    }

    private static long place(Chunk chunk, Mark mark) {
        return Positions.place(chunk.firstLine() + mark.getLine(), mark.getColumn() + 1);
    }

    private static Problem unprintable(SourceFile file, Chunk chunk, ReaderException bad) {
        String text = chunk.text();
        int codePoints = Math.min(bad.getPosition(), text.codePointCount(0, text.length()));
        return new Problem(
                Kind.SYNTAX,
                file.position(chunk.start() + text.offsetByCodePoints(0, codePoints)),
                "the control character U+%04X is not allowed".formatted(bad.getCodePoint()));
    }

    private Problem problem() {
        return Stream.<Supplier<Optional<Problem>>>of(
                        this::template,
                        this::conflict,
                        this::noBreakSpace,
                        this::tab,
                        this::quote,
                        this::missingBlank,
                        this::colonInValue,
                        this::specialCharacter,
                        this::bracket,
                        this::indentation)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> syntax(place, "not YAML: " + problem));
    }

    private Problem syntax(long at, String message) {
        return new Problem(Kind.SYNTAX, file.within(at), message);
    }

    private String line(long at) {
        return file.line(Positions.line(at));
    }

    /** Braces of a template at the fault, or as the start of some line of the document. */
    private Optional<Problem> template() {
        return templateAt(Positions.line(place))
                .or(() -> templateAt(Positions.line(contextPlace)))
                .or(() -> {
                    int line = chunk.firstLine();
                    for (String text : (Iterable<String>) chunk.text().lines()::iterator) {
                        String start = text.stripLeading();
                        if (start.startsWith("{{") || start.startsWith("{%")) {
                            return templateAt(line);
                        }
                        line++;
                    }
                    return Optional.empty();
                });
    }

    private Optional<Problem> templateAt(int line) {
        String text = file.line(line);
        int at = text.indexOf("{{");
        at = at < 0 ? text.indexOf("{%") : at;
        if (at < 0) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                Kind.TEMPLATE, new SourcePosition(file.name(), line, text.codePointCount(0, at) + 1), TEMPLATE));
    }

    private Optional<Problem> conflict() {
        for (long at : new long[] {contextPlace, place}) {
            String line = line(at);
            if (line.startsWith("<<<<<<<") || line.startsWith("=======") || line.startsWith(">>>>>>>")) {
                return Optional.of(
                        syntax(Positions.place(Positions.line(at), 1), "a merge conflict is unresolved here"));
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> noBreakSpace() {
        int last = Positions.line(place);
        for (int number = Math.max(1, Math.min(Positions.line(contextPlace), last - 1)); number <= last; number++) {
            String line = file.line(number);
            int column = line.indexOf('\u00A0');
            if (column >= 0) {
                return Optional.of(syntax(
                        Positions.place(number, line.codePointCount(0, column) + 1),
                        "a no-break space (U+00A0) stands here; YAML wants plain blanks"));
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> tab() {
        String line = line(place);
        int indentation = indentation(line);
        int tab = line.substring(0, indentation).indexOf('\t');
        if (tab >= 0) {
            return Optional.of(syntax(
                    Positions.place(Positions.line(place), tab + 1), "a tab indents this line; YAML wants blanks"));
        }
        return problem.contains("TAB")
                ? Optional.of(syntax(place, "a tab stands here; YAML wants blanks"))
                : Optional.empty();
    }

    private static int indentation(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private Optional<Problem> quote() {
        if (context.contains("quoted scalar")) {
            return Optional.of(
                    problem.startsWith("found unexpected")
                            ? syntax(contextPlace, "the quote that opens here is never closed")
                            : syntax(place, escape()));
        }
        if (!problem.contains("<scalar>") && !problem.contains("':'")) {
            return Optional.empty();
        }
        for (int line = chunk.firstLine(); line < Positions.line(place); line++) {
            int opens = openQuote(file.line(line));
            if (opens >= 0 && isKeyLine(file.line(line + 1))) {
                return Optional.of(syntax(
                        Positions.place(line, file.line(line).codePointCount(0, opens) + 1),
                        "the quote that opens here is not closed in this line"));
            }
        }
        return Optional.empty();
    }

    private String escape() {
        return problem.contains("escape")
                ? "this backslash begins no escape that YAML knows; write it twice, or use single quotes"
                : "not YAML: " + problem;
    }

    /** Where a value's double quote opens that the line does not close, or -1. */
    private static int openQuote(String line) {
        int opens = -1;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && opens >= 0) {
                i++;
            } else if (c == '"') {
                boolean valueStart = i > 1 && line.charAt(i - 1) == ' ';
                opens = opens >= 0 || !valueStart ? -1 : i;
            }
        }
        return opens;
    }

    private static boolean isKeyLine(String line) {
        int colon = keyEnd(line);
        return colon >= 0 && (colon + 1 == line.length() || line.charAt(colon + 1) == ' ');
    }

    /** The index of the colon after the plain key that the line begins with, or -1. */
    private static int keyEnd(String line) {
        int start = indentation(line);
        while (line.startsWith("- ", start)) {
            start += 2;
        }
        int at = start;
        while (at < line.length()
                && (Character.isLetterOrDigit(line.charAt(at)) || "_-./".indexOf(line.charAt(at)) >= 0)) {
            at++;
        }
        return at > start && at < line.length() && line.charAt(at) == ':' ? at : -1;
    }

    private Optional<Problem> missingBlank() {
        if (!problem.contains("':'") && !problem.startsWith("mapping values")) {
            return Optional.empty();
        }
        for (int number = Positions.line(place); number >= Math.max(1, Positions.line(contextPlace) - 1); number--) {
            String line = file.line(number);
            int colon = keyEnd(line);
            if (colon >= 0 && colon + 1 < line.length() && " /\\".indexOf(line.charAt(colon + 1)) < 0) {
                int start = indentation(line);
                return Optional.of(syntax(
                        Positions.place(number, start + 1),
                        "a blank is missing after the colon; write `" + line.substring(start, colon) + ": "
                                + line.substring(colon + 1).strip() + "`"));
            }
        }
        return problem.contains("could not find expected ':'")
                ? Optional.of(syntax(contextPlace, "expected `key: value`, but this line has no colon after its key"))
                : Optional.empty();
    }

    private Optional<Problem> colonInValue() {
        if (!problem.startsWith("mapping values")) {
            return Optional.empty();
        }
        String line = line(place);
        int colon = keyEnd(line);
        if (colon >= 0 && line.indexOf(": ", colon + 1) > colon) {
            return Optional.of(syntax(place, "a value that holds `: ` needs quotes"));
        }
        return Optional.of(syntax(
                place,
                "a map cannot begin here; is the indentation right, and has the key above no value of its own?"));
    }

    private Optional<Problem> specialCharacter() {
        if (problem.startsWith("found character") && problem.contains("cannot start any token")) {
            int column = Positions.column(place);
            String line = line(place);
            int at = line.offsetByCodePoints(0, Math.min(column - 1, line.codePointCount(0, line.length())));
            String found = at < line.length() ? line.substring(at, at + 1) : "";
            return Optional.of(syntax(
                    place,
                    found.equals("`")
                            ? "a text that begins with a backtick needs quotes"
                            : "a text that begins with `" + found + NEEDS_QUOTES));
        }
        if (context.contains("scanning an alias") || context.contains("scanning an anchor")) {
            return Optional.of(syntax(
                    contextPlace,
                    "a text that begins with `" + (context.contains("alias") ? "*" : "&") + NEEDS_QUOTES));
        }
        return Optional.empty();
    }

    private Optional<Problem> bracket() {
        if (!context.contains("flow sequence") && !context.contains("flow mapping")) {
            return Optional.empty();
        }
        String bracket = context.contains("sequence") ? "[" : "{";
        return Optional.of(
                problem.contains("stream end") || problem.contains("document")
                        ? syntax(contextPlace, "the `" + bracket + "` that opens here is never closed")
                        : syntax(
                                place,
                                "expected a comma or the end of the `" + bracket + "` of line "
                                        + Positions.line(contextPlace)));
    }

    private Optional<Problem> indentation() {
        if (problem.startsWith("expected '<document start>'")) {
            return Optional.of(syntax(place, "the document ended above; the next one begins with `---`"));
        }
        return problem.startsWith("expected <block end>") || context.contains("block collection")
                ? Optional.of(syntax(place, "this does not fit what stands above it; is its indentation right?"))
                : Optional.empty();
    }
}
