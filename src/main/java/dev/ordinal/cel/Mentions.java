package dev.ordinal.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.SourcePosition;
import dev.ordinal.policy.Expression;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what an expression names while it is analysed. */
final class Mentions {

    private final Expression expression;
    private final CelAbstractSyntaxTree ast;
    private final Set<Mention> found = new LinkedHashSet<>();

    Mentions(Expression expression, CelAbstractSyntaxTree ast) {
        this.expression = expression;
        this.ast = ast;
    }

    /** Each once. */
    List<Mention> found() {
        return List.copyOf(found);
    }

    /**
     * Takes a field.
     *
     * @param id of the node that reads it
     */
    void field(Set<Origin> of, String name, long id) {
        found.add(new Mention.Field(of, name, namePosition(id)));
    }

    /**
     * Takes a param.
     *
     * @param id of the node that reads it
     */
    void param(String name, long id) {
        found.add(new Mention.Param(name, namePosition(id)));
    }

    /**
     * Takes a kind.
     *
     * @param id of the node that names it
     */
    void kind(Reads.Kind kind, long id) {
        found.add(new Mention.Kind(kind, at(offset(id))));
    }

    /**
     * Takes a text that names a field; one that is no path names none.
     *
     * @param id of the node
     */
    void path(Reads.Kind kind, String text, long id) {
        FieldPath.parse(text).ifPresent(path -> found.add(new Mention.Path(kind, path, at(offset(id)))));
    }

    /** The place of the name behind the dot that the node stands at. */
    private SourcePosition namePosition(long id) {
        return at(offset(id).map(this::pastDot));
    }

    private int pastDot(int offset) {
        int[] text = expression.text().codePoints().toArray();
        int at = offset;
        while (at < text.length && (text[at] == '.' || text[at] == '?' || Character.isWhitespace(text[at]))) {
            at++;
        }
        return at < text.length ? at : offset;
    }

    private Optional<Integer> offset(long id) {
        return Optional.ofNullable(ast.getSource().getPositionsMap().get(id));
    }

    private SourcePosition at(Optional<Integer> offset) {
        return offset.flatMap(ast.getSource()::getOffsetLocation)
                .map(location -> expression.origin().at(location.getLine(), location.getColumn()))
                .orElseGet(expression::start);
    }
}
