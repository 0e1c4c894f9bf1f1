package dev.ordinal.patch;

import dev.ordinal.manifest.FieldPath;

/**
 * A change that could not be made in the text of a file.
 *
 * @param path the field or item, from the object's root
 * @param why what in the file stands in the way, a part of a sentence without a full stop
 * @param toAdd the field or item as YAML for a person to paste, ended by a line end; empty where something is to go
 */
public record Undone(FieldPath path, String why, String toAdd) {}
