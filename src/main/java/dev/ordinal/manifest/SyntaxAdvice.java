package dev.ordinal.manifest;

import dev.ordinal.manifest.Problem.Kind;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says what is wrong with YAML that cannot be parsed, in the author's words rather than the parser's. */
final class SyntaxAdvice {

    private SyntaxAdvice() {}

    static Problem problem(SourceFile file, Chunk chunk, YamlEngineException bad) {
        int line = chunk.firstLine();
        int column = 1;
        String message = String.valueOf(bad.getMessage());
        if (bad instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            line += marked.getProblemMark().get().getLine();
            column += marked.getProblemMark().get().getColumn();
            message = marked.getProblem();
        }
        return new Problem(Kind.SYNTAX, new SourcePosition(file.name(), line, column), message);
    }
}
