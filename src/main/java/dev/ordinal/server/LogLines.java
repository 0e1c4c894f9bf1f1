package dev.ordinal.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/** How log lines look: one JSON object a line, or text for people. */
final class LogLines {

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private LogLines() {}

    /** Makes the process's log look so. */
    static void install(Formatter formatter) {
        Logger root = LogManager.getLogManager().getLogger("");
        if (root != null) {
            install(root.getHandlers(), formatter);
        }
    }

    private static void install(Handler[] handlers, Formatter formatter) {
        for (Handler handler : handlers) {
            handler.setFormatter(formatter);
            if (handler instanceof ExtHandler around) {
                install(around.getHandlers(), formatter);
            }
        }
    }

    /** The formatter that the settings ask for. */
    static ExtFormatter of(Settings.LogFormat format, boolean terminal) {
        return switch (format) {
            case JSON -> new Json();
            case TEXT -> new Text();
            case AUTO -> terminal ? new Text() : new Json();
        };
    }

    private static Optional<LogFields> fields(ExtLogRecord line) {
        Object[] parameters = line.getParameters();
        return parameters == null
                ? Optional.empty()
                : Arrays.stream(parameters)
                        .filter(LogFields.class::isInstance)
                        .map(LogFields.class::cast)
                        .findFirst();
    }

    private static String level(ExtLogRecord line) {
        Level level = line.getLevel();
        return level.equals(Level.SEVERE) ? "ERROR" : level.equals(Level.WARNING) ? "WARN" : level.getName();
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** One JSON object a line: time, level, logger, message, then the line's own fields. */
    private static final class Json extends ExtFormatter {
        private final JsonFactory factory = new JsonFactory();

        @Override
        public String format(ExtLogRecord line) {
            var text = new StringWriter();
            try (JsonGenerator json = factory.createGenerator(text)) {
                json.writeStartObject();
                json.writeStringField("time", INSTANT.format(line.getInstant()));
                json.writeStringField("level", level(line));
                json.writeStringField("logger", line.getLoggerName());
                json.writeStringField("message", String.valueOf(formatMessage(line)));
                for (LogFields.Field field : fields(line).map(LogFields::fields).orElse(List.of())) {
                    json.writeFieldName(field.name());
                    write(field.value(), json);
                }
                if (line.getThrown() != null) {
                    json.writeStringField("stack", trace(line.getThrown()));
                }
                json.writeEndObject();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return text.append('\n').toString();
        }

        private static void write(Object value, JsonGenerator json) throws IOException {
            switch (value) {
                case Boolean truth -> json.writeBoolean(truth);
                case Integer number -> json.writeNumber(number);
                case Long number -> json.writeNumber(number);
                case Double number -> json.writeNumber(number);
                case List<?> list -> {
                    json.writeStartArray();
                    for (Object item : list) {
                        json.writeString(String.valueOf(item));
                    }
                    json.writeEndArray();
                }
                default -> json.writeString(value.toString());
            }
        }
    }

    /** {@code 13:12:16.353 INFO message name=value}. */
    private static final class Text extends ExtFormatter {
        @Override
        public String format(ExtLogRecord line) {
            String fields = fields(line).map(found -> " " + found).orElse("");
            String stack = line.getThrown() == null ? "" : trace(line.getThrown());
            String said = oneLine(formatMessage(line) + fields);
            return "%s %-5s %s%n%s".formatted(CLOCK.format(line.getInstant()), level(line), said, stack);
        }

        /** What comes from a request must not pass for a line of the log, nor speak to the terminal. */
        private static String oneLine(String text) {
            boolean isPlain = text.chars().noneMatch(Character::isISOControl);
            return isPlain
                    ? text
                    : text.codePoints()
                            .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
        }
    }
}
