import { z } from "zod";
import type { ConfigError } from "../../../language/errors";
import { type Path, formatPath } from "../../../language/paths";
import { resolve } from "../../../config/resolve";
import { KEY, type SchemaLeaf, placeOf } from "./fields";

/** A place for a test string in an environment, with the prefix and suffix that the field needs to accept it. */
export interface Slot {
  readonly field: string;
  readonly place: Path;
  readonly isKey: boolean;
  readonly before: string;
  readonly after: string;
  /** A unique marker by which the test string is found. Undefined for a field that accepts no free text. */
  readonly mark?: string;
  /** Whether the field's own schema accepts {@link PROBE} at this place. */
  readonly isOpen?: boolean;
}

/** A string to insert between the prefix and the suffix, or a number that replaces the value. */
export type Content = string | number;

/** The slots that accepted their content, and the slots that were rejected by an error that names the field. */
export interface Outcome {
  readonly data: unknown;
  readonly accepted: readonly Slot[];
  readonly rejected: readonly Slot[];
}

/** The string that fields reject most often. A field that accepts it accepts any string. */
const PROBE = "${x}";

/** One slot for each of these fields that the data sets. If the field accepts free text, the slot is the place that accepts the most characters. */
export function slotsOf(fields: readonly SchemaLeaf[], data: unknown): readonly Slot[] {
  const open = new Map<string, readonly Slot[]>();
  const all = fields.flatMap((field, index): readonly Slot[] => {
    const place = placeOf(field, data);
    if (!place) return [];
    const slots = candidates(field, place, data, `m${index}q`);
    open.set(field.name, slots.slice(1));
    return slots.slice(0, 1);
  });
  const { accepted, rejected } = settle(data, all, ({ mark = "", isOpen }) => (isOpen ? `${mark}${PROBE}` : mark), open);
  return [...accepted, ...rejected.map(({ mark: _none, ...closed }) => closed)];
}

/** One slot for each of these number fields that the data sets. */
export function numberSlotsOf(fields: readonly SchemaLeaf[], data: unknown): readonly Slot[] {
  return fields.flatMap((field): readonly Slot[] => {
    const place = placeOf(field, data);
    return place ? [{ field: field.name, place, isKey: false, before: "", after: "" }] : [];
  });
}

/** Fills all slots together. Then removes the values that are rejected by name, until the environment is valid. */
export function fill(data: unknown, slots: readonly Slot[], content: (slot: Slot) => Content): Outcome {
  return settle(data, slots, content, new Map());
}

function settle(
  data: unknown,
  slots: readonly Slot[],
  content: (slot: Slot) => Content,
  others: ReadonlyMap<string, readonly Slot[]>,
): Outcome {
  const left = new Map([...others].map(([field, more]) => [field, [...more]]));
  const rejected: Slot[] = [];
  let trying = [...slots];
  for (;;) {
    const { filled, resolution } = resolveWith(data, trying, content);
    if (resolution.ok) return { data: filled, accepted: trying, rejected };
    const named = trying.filter((slot) => resolution.errors.some((error) => names(error, slot, content(slot))));
    if (named.length === 0 && others.size === 0)
      throw new Error(`no error names a filled field: ${JSON.stringify(resolution.errors.slice(0, 3))}`);
    const dropped = named.length > 0 ? named : [entangled(data, trying, content)];
    trying = trying.flatMap((slot) => {
      if (!dropped.includes(slot)) return [slot];
      const next = left.get(slot.field)?.shift();
      if (!next) rejected.push(slot);
      return next ? [next] : [];
    });
  }
}

function resolveWith(data: unknown, slots: readonly Slot[], content: (slot: Slot) => Content) {
  const filled = structuredClone(data);
  for (const slot of slots) put(filled, slot, content(slot));
  return { filled, resolution: resolve(filled) };
}

/** A slot whose content is invalid only for another field, such as a name that other fields use: the last slot of the shortest prefix with an error. */
function entangled(data: unknown, slots: readonly Slot[], content: (slot: Slot) => Content): Slot {
  let [fine, wrong] = [0, slots.length];
  while (wrong - fine > 1) {
    const middle = Math.floor((fine + wrong) / 2);
    if (resolveWith(data, slots.slice(0, middle), content).resolution.ok) fine = middle;
    else wrong = middle;
  }
  const slot = slots[wrong - 1];
  if (!slot) throw new Error("the environment is invalid before any slot is filled");
  return slot;
}

/** For a key, the error must name the key itself: the value below it is duplicated from another key and may be invalid for that reason. */
function names(error: ConfigError, slot: Slot, content: Content): boolean {
  return error.path === pathOf(slot, content) || (!slot.isKey && isBelow(error, slot, content));
}

function isBelow({ path }: ConfigError, slot: Slot, content: Content): boolean {
  const own = pathOf(slot, content);
  return path.startsWith(`${own}.`) || path.startsWith(`${own}[`);
}

function pathOf(slot: Slot, content: Content): string {
  return formatPath(slot.isKey ? [...slot.place.slice(0, -1), String(whole(slot, content))] : slot.place);
}

/** The complete value of the field. */
export function whole({ before, after }: Slot, content: Content): Content {
  return typeof content === "string" ? `${before}${content}${after}` : content;
}

function put(data: unknown, slot: Slot, content: Content): void {
  const key = slot.place.at(-1) ?? "";
  const parent = valueAt(data, slot.place.slice(0, -1)) as Record<string | number, unknown>;
  const value = whole(slot, content);
  if (slot.isKey)
    Object.defineProperty(parent, value, { value: structuredClone(parent[key]), enumerable: true, writable: true, configurable: true });
  else parent[key] = value;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], data);
}

/** Candidate slots of a field: the string alone, after, before or anywhere within the current value. Slots that accept the probe come first. */
function candidates({ name, steps, schemas }: SchemaLeaf, place: Path, data: unknown, mark: string): readonly Slot[] {
  const isKey = steps.at(-1) === KEY;
  const present = String(isKey ? place.at(-1) : valueAt(data, place));
  const within = Array.from(
    { length: Math.max(0, present.length - 1) },
    (_, at) => [present.slice(0, at + 1), present.slice(at + 1)] as const,
  );
  const few = [
    ["", ""],
    [present, ""],
    ["", present],
  ] as const;
  const slots = [...few, ...within].map(([before, after]): Slot => ({ field: name, place, isKey, before, after, mark }));
  const takes = (text: string) => (slot: Slot) => schemas.some((schema) => z.safeParse(schema, whole(slot, text)).success);
  const open = slots.filter(takes(`${mark}${PROBE}`)).map((slot) => ({ ...slot, isOpen: true }));
  const some = slots.slice(0, few.length).filter(takes(mark));
  return open.length + some.length > 0 ? [...open, ...some] : slots.slice(1, 2);
}
