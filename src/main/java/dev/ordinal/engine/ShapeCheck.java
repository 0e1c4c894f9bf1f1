package dev.ordinal.engine;

import dev.ordinal.engine.Shape.ListOf;
import dev.ordinal.engine.Shape.MapOf;
import dev.ordinal.engine.Shape.Scalar;
import dev.ordinal.engine.Shape.Struct;
import dev.ordinal.manifest.FieldPath;
import dev.ordinal.manifest.JsonArray;
import dev.ordinal.manifest.JsonObject;
import dev.ordinal.manifest.Manifest;
import dev.ordinal.manifest.Problem;
import dev.ordinal.manifest.SourcePosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One walk over an object's tree, beside the tree of its types. Every step returns what the value becomes: the very
 * value where it is fine, null where the field has to go, {@link JsonObject#UNUSABLE} where its type is wrong.
 */
final class ShapeCheck {

    /** Whole numbers up to here are exact as floating point numbers. */
    private static final double EXACT = 1L << 53;

    private final ShapeTable table;
    private final Manifest manifest;
    private final List<Problem> problems = new ArrayList<>(0);
    private final List<FieldPath> unusable = new ArrayList<>(0);
    private Object[] path = new Object[16];
    private int depth;

    ShapeCheck(ShapeTable table, Manifest manifest) {
        this.table = table;
        this.manifest = manifest;
    }

    ApiShapes.Result run() {
        JsonObject cleaned = fields(table.of(manifest.ref()), manifest.root());
        return new ApiShapes.Result(problems, cleaned, unusable);
    }

    private @Nullable Object value(Shape shape, Object value) {
        return switch (shape) {
            case Scalar scalar -> scalar(scalar, value);
            case Struct struct -> value instanceof JsonObject object ? struct(struct, object) : wrong(shape, value);
            case ListOf list -> value instanceof JsonArray array ? items(list.item(), array) : wrong(shape, value);
            case MapOf map -> value instanceof JsonObject object ? entries(map.value(), object) : wrong(shape, value);
        };
    }

    /** What is mistyped within an object is told already; what a whole one lacks is told here. */
    private Object struct(Struct type, JsonObject object) {
        int before = unusable.size();
        JsonObject cleaned = fields(type, object);
        Optional<SelectorShape.Fault> fault =
                unusable.size() == before ? SelectorShape.fault(type, cleaned) : Optional.empty();
        if (fault.isEmpty()) {
            return cleaned;
        }
        FieldPath at = path();
        FieldPath place = fault.get().field().map(at::child).orElse(at);
        problems.add(new Problem(
                Problem.Kind.FIELD,
                valuePosition(place),
                place + ": " + fault.get().words()));
        unusable.add(at);
        return JsonObject.UNUSABLE;
    }

    private JsonObject fields(Struct type, JsonObject object) {
        Map<String, Shape> known = type.fields();
        Map<String, Object> changed = null;
        for (Map.Entry<String, Object> field : object.entrySet()) {
            String name = field.getKey();
            Object value = field.getValue();
            Shape shape = known.get(name);
            if (shape == null) {
                unknown(type, name);
                continue;
            }
            Object becomes = JsonObject.NULL.equals(value) ? null : step(name, shape, value);
            if (!Draft.isSame(becomes, value)) {
                changed = changed == null ? new LinkedHashMap<>(object) : changed;
                put(changed, name, becomes);
            }
        }
        return changed == null ? object : JsonObject.of(changed);
    }

    private JsonObject entries(Shape shape, JsonObject object) {
        Map<String, Object> changed = null;
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            String name = entry.getKey();
            Object value = entry.getValue();
            Object becomes = JsonObject.NULL.equals(value) ? shape.zero() : step(name, shape, value);
            if (!Draft.isSame(becomes, value)) {
                changed = changed == null ? new LinkedHashMap<>(object) : changed;
                put(changed, name, becomes);
            }
        }
        return changed == null ? object : JsonObject.of(changed);
    }

    private static void put(Map<String, Object> changed, String name, @Nullable Object value) {
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
    }

    private JsonArray items(Shape shape, JsonArray array) {
        List<Object> changed = null;
        for (int i = 0; i < array.size(); i++) {
            Object value = array.get(i);
            Object becomes = step(i, shape, JsonObject.NULL.equals(value) ? shape.zero() : value);
            if (!Draft.isSame(becomes, value)) {
                changed = changed == null ? new ArrayList<>(array) : changed;
                changed.set(i, becomes == null ? shape.zero() : becomes);
            }
        }
        return changed == null ? array : JsonArray.of(changed);
    }

    private @Nullable Object step(Object segment, Shape shape, Object value) {
        boolean fine = (shape instanceof Scalar scalar && fits(scalar, value)) || JsonObject.UNUSABLE.equals(value);
        if (fine) {
            return value;
        }
        if (depth == path.length) {
            path = Arrays.copyOf(path, depth * 2);
        }
        path[depth++] = segment;
        Object becomes = value(shape, value);
        depth--;
        return becomes;
    }

    /** Whether the value is of the type in the spelling that the cleaned tree has. */
    private static boolean fits(Scalar type, Object value) {
        return switch (type) {
            case TEXT -> value instanceof String;
            case INTEGER -> value instanceof Long number && number == number.intValue();
            case LONG -> value instanceof Long;
            case BOOLEAN -> value instanceof Boolean;
            case QUANTITY -> value instanceof String text && QuantityText.isQuantity(text);
            case INTEGER_OR_TEXT ->
                value instanceof String || (value instanceof Long number && number == number.intValue());
            case ANY -> true;
        };
    }

    /** Whether the API server takes the value as one of the type. */
    static boolean takes(Scalar type, Object value) {
        return fits(type, value)
                || (type == Scalar.QUANTITY
                        ? value instanceof Long || value instanceof Double
                        : value instanceof Double number && isWhole(number) && fits(type, number.longValue()));
    }

    /** What becomes of a value that does not fit as it is. */
    private @Nullable Object scalar(Scalar type, Object value) {
        if (type == Scalar.QUANTITY) {
            return switch (value) {
                case Long number -> number.toString();
                case Double number
                when Double.isFinite(number) ->
                    BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
                default -> wrong(type, value);
            };
        }
        boolean isWhole = value instanceof Double number && isWhole(number) && fits(type, number.longValue());
        return isWhole ? (Object) ((Double) value).longValue() : wrong(type, value);
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && Math.abs(number) <= EXACT;
    }

    private Object wrong(Shape expected, Object value) {
        FieldPath at = path();
        problems.add(new Problem(
                Problem.Kind.FIELD, valuePosition(at), at + ": " + WrongType.words(expected, value, manifest, at)));
        unusable.add(at);
        return JsonObject.UNUSABLE;
    }

    private void unknown(Struct type, String name) {
        if (table.isPartial(type)) {
            return;
        }
        String known = NearMiss.of(name, type.fields().keySet());
        if (known != null) {
            FieldPath at = path().child(name);
            SourcePosition position = manifest.positionOf(at).orElseGet(this::nowhere);
            problems.add(new Problem(
                    Problem.Kind.MISSPELT_FIELD,
                    position,
                    at + ": Kubernetes has no such field here and ignores it; the nearest it has is " + known));
        }
    }

    private FieldPath path() {
        FieldPath at = FieldPath.ROOT;
        for (int i = 0; i < depth; i++) {
            at = path[i] instanceof Integer index ? at.child(index) : at.child((String) path[i]);
        }
        return at;
    }

    private SourcePosition valuePosition(FieldPath at) {
        return manifest.source()
                .flatMap(source -> source.value(at))
                .or(() -> manifest.positionOf(at))
                .orElseGet(this::nowhere);
    }

    /** The place of an object that came from no file: its name. */
    private SourcePosition nowhere() {
        return new SourcePosition(manifest.ref().toString(), 1, 1);
    }
}
