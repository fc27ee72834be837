import { z } from "zod";
import type { ConfigError } from "../../../language/errors";
import { type Path, formatPath } from "../../../language/paths";
import { resolve } from "../../../config/resolve";
import { KEY, type SchemaLeaf, placeOf } from "./fields";

/** A place in an environment for a text, with what is there before and after it so that the field takes it. */
export interface Slot {
  readonly field: string;
  readonly place: Path;
  readonly isKey: boolean;
  readonly before: string;
  readonly after: string;
  /** Letters that no other slot has, to find its text by. Undefined for a field that takes no text of a team's own choice. */
  readonly mark?: string;
  /** Whether its field's own form takes {@link PROBE} there. */
  readonly isOpen?: boolean;
}

/** A text to put between what is there, or a number to put in its place. */
export type Content = string | number;

/** Which slots took their texts, and which were refused by an error that names the field. */
export interface Outcome {
  readonly data: unknown;
  readonly accepted: readonly Slot[];
  readonly refused: readonly Slot[];
}

/** What is likeliest to be refused: where it can be, anything can. */
const PROBE = "${x}";

/** A slot for each of these fields that the data has. Where the field takes any letters at all, the slot is where it takes the most. */
export function slotsOf(fields: readonly SchemaLeaf[], data: unknown): readonly Slot[] {
  const open = new Map<string, readonly Slot[]>();
  const all = fields.flatMap((field, index): readonly Slot[] => {
    const place = placeOf(field, data);
    if (!place) return [];
    const slots = candidates(field, place, data, `m${index}q`);
    open.set(field.name, slots.slice(1));
    return slots.slice(0, 1);
  });
  const { accepted, refused } = settle(data, all, ({ mark = "", isOpen }) => (isOpen ? `${mark}${PROBE}` : mark), open);
  return [...accepted, ...refused.map(({ mark: _none, ...closed }) => closed)];
}

/** A slot for each of these numbers that the data has. */
export function numberSlotsOf(fields: readonly SchemaLeaf[], data: unknown): readonly Slot[] {
  return fields.flatMap((field): readonly Slot[] => {
    const place = placeOf(field, data);
    return place ? [{ field: field.name, place, isKey: false, before: "", after: "" }] : [];
  });
}

/** Puts a value into every slot at once, and takes out again what is refused by name until the rest becomes a platform. */
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
  const refused: Slot[] = [];
  let trying = [...slots];
  for (;;) {
    const { filled, resolution } = resolveWith(data, trying, content);
    if (resolution.ok) return { data: filled, accepted: trying, refused };
    const named = trying.filter((slot) => resolution.errors.some((error) => names(error, slot, content(slot))));
    if (named.length === 0 && others.size === 0)
      throw new Error(`no error names a field: ${JSON.stringify(resolution.errors.slice(0, 3))}`);
    const dropped = named.length > 0 ? named : [entangled(data, trying, content)];
    trying = trying.flatMap((slot) => {
      if (!dropped.includes(slot)) return [slot];
      const next = left.get(slot.field)?.shift();
      if (!next) refused.push(slot);
      return next ? [next] : [];
    });
  }
}

function resolveWith(data: unknown, slots: readonly Slot[], content: (slot: Slot) => Content) {
  const filled = structuredClone(data);
  for (const slot of slots) put(filled, slot, content(slot));
  return { filled, resolution: resolve(filled) };
}

/** A slot whose text is wrong for another field alone, such as a name that is used: the last of the fewest with an error. */
function entangled(data: unknown, slots: readonly Slot[], content: (slot: Slot) => Content): Slot {
  let [fine, wrong] = [0, slots.length];
  while (wrong - fine > 1) {
    const middle = Math.floor((fine + wrong) / 2);
    if (resolveWith(data, slots.slice(0, middle), content).resolution.ok) fine = middle;
    else wrong = middle;
  }
  const slot = slots[wrong - 1];
  if (!slot) throw new Error("the environment has errors of its own");
  return slot;
}

/** Of a key the error names the key itself: what stands below it is a copy, and may be wrong for being one. */
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

/** The whole value of the field. */
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

/** Ways to put a text into a field: alone, behind, before, and anywhere within what is there; those first that take the probe. */
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
