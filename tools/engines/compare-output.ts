import * as fs from "node:fs";
import * as path from "node:path";
import { filesBelow } from "../digest-file";

const SHOWN = 10;
const LINE = 200;

/**
 * The unexpected differences between two folders of synthesized files, one line each, at most ten. Expected places must have their expected
 * values: otherwise the cell ran on the project's own engine by mistake.
 *
 * @param expected values of the second folder, by their place in every stack's JSON, as `//.metadata.version`.
 */
export function compareOutput(before: string, after: string, expected: Readonly<Record<string, string>>): readonly string[] {
  const files = [...new Set([...filesBelow(before), ...filesBelow(after)])].sort();
  if (files.length === 0) return ["nothing was synthesized"];
  const lines = files.flatMap((file) => compareFile(file, read(path.join(before, file)), read(path.join(after, file)), expected));
  return lines.length > SHOWN ? [...lines.slice(0, SHOWN), `and ${lines.length - SHOWN} more`] : lines;
}

function compareFile(
  file: string,
  before: string | undefined,
  after: string | undefined,
  expected: Readonly<Record<string, string>>,
): readonly string[] {
  if (before === undefined || after === undefined) return [`${file}: ${before === undefined ? "only there" : "missing there"}`];
  // The manifest of the engine itself: its version, and white space that differs between the engines.
  if (path.basename(file) === "manifest.json") return difference(file, { ...parse(before), version: "" }, { ...parse(after), version: "" });
  if (!file.endsWith(".tf.json")) return before === after ? [] : [`${file}: differs`];
  const [one, other] = [parse(before), parse(after)];
  const wrong = Object.entries(expected).flatMap(([place, value]) => {
    const keys = place.split(".");
    const found = valueAt(other, keys);
    // A stack without resources of the provider has no such place, in neither of them.
    if (found === undefined && valueAt(one, keys) === undefined) return [];
    setValue(one, keys, value);
    return found === value ? [] : [`${file}: ${place} is ${JSON.stringify(found)}, expected ${JSON.stringify(value)}`];
  });
  return wrong.length > 0 ? wrong : difference(file, one, other);
}

/** Key order counts, since Terraform's own files keep it. */
function difference(file: string, one: object, other: object): readonly string[] {
  const [left, right] = [one, other].map((value) => JSON.stringify(value, undefined, 1).split("\n")) as [string[], string[]];
  const at = left.findIndex((line, index) => line !== right[index]);
  if (at < 0 && left.length === right.length) return [];
  const line = at < 0 ? left.length : at;
  const shown = (text = "end") => text.trim().slice(0, LINE);
  return [`${file}: ${shown(left[line])} → ${shown(right[line])}`];
}

function read(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

function parse(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function setValue(value: object, keys: readonly string[], replacement: unknown): void {
  const parent = valueAt(value, keys.slice(0, -1));
  if (typeof parent === "object" && parent !== null) (parent as Record<string, unknown>)[keys.at(-1) ?? ""] = replacement;
}
