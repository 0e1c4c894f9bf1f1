package dev.ordinal.cli;

import dev.ordinal.fix.FileFix;
import dev.ordinal.fix.FixOptions;
import dev.ordinal.fix.FixPlan;
import dev.ordinal.fix.Fixer;
import dev.ordinal.fix.Mend;
import dev.ordinal.manifest.ResourceRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Asks a person on the terminal what of a plan to do: once for each policy and object, with the diff of just that. */
final class FixDialogue {

    private final Console console;
    private final Fixer fixer;
    private final Bundle bundle;
    private final Set<Pair> accepted = new HashSet<>();

    private record Pair(String policy, ResourceRef object) {
        static Pair of(Mend mend) {
            return new Pair(mend.policy(), mend.object());
        }

        @Override
        public String toString() {
            return policy + " for " + object;
        }
    }

    private enum Answer {
        YES,
        NO,
        ALL,
        QUIT
    }

    FixDialogue(Console console, Fixer fixer, Bundle bundle) {
        this.console = console;
        this.fixer = fixer;
        this.bundle = bundle;
    }

    /** Asks, and gives the plan of what was wanted. */
    FixPlan choose(FixPlan whole, FixOptions options) throws IOException {
        var in = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        var pairs = new LinkedHashSet<Pair>();
        whole.mends().forEach(mend -> pairs.add(Pair.of(mend)));
        FixPlan chosen = plan(options);
        int number = 0;
        for (Pair pair : List.copyOf(pairs)) {
            number++;
            accepted.add(pair);
            FixPlan next = plan(options);
            show(chosen, next);
            Answer answer =
                    ask("%s (%d of %d): make this change? [y/n/a/q] ".formatted(pair, number, pairs.size()), in);
            if (answer == Answer.ALL) {
                accepted.addAll(List.copyOf(pairs).subList(number - 1, pairs.size()));
                return plan(options);
            }
            if (answer == Answer.YES) {
                chosen = next;
            } else {
                accepted.remove(pair);
            }
            if (answer == Answer.QUIT) {
                break;
            }
        }
        return chosen;
    }

    private FixPlan plan(FixOptions options) {
        Set<Pair> now = Set.copyOf(accepted);
        return fixer.plan(
                bundle.set(),
                bundle.objects(),
                options.accepting((policy, object) -> now.contains(new Pair(policy, object))));
    }

    /** Shows what the second plan changes beyond the first. */
    private void show(FixPlan before, FixPlan after) {
        Map<String, String> texts = new HashMap<>();
        before.files().forEach(file -> texts.put(file.file().name(), file.text()));
        PrintWriter err = console.err();
        for (FileFix file : after.files()) {
            String name = file.file().name();
            err.print(UnifiedDiff.of(name, texts.getOrDefault(name, file.file().text()), file.text()));
        }
        err.flush();
    }

    private Answer ask(String question, BufferedReader in) throws IOException {
        PrintWriter err = console.err();
        while (true) {
            err.print(question);
            err.flush();
            String line = in.readLine();
            String answer = line == null ? "q" : line.strip().toLowerCase(Locale.ROOT);
            switch (answer) {
                case "y", "yes" -> {
                    return Answer.YES;
                }
                case "n", "no" -> {
                    return Answer.NO;
                }
                case "a", "all" -> {
                    return Answer.ALL;
                }
                case "q", "quit" -> {
                    return Answer.QUIT;
                }
                default -> err.println("y: yes; n: no; a: this and all that follow; q: no more.");
            }
        }
    }
}
