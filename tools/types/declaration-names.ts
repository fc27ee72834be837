import { z } from "zod";
import { shapes, unwrap } from "../../language/schema-fields";

/** The names of the objects that get a declaration of their own, by their fields: `services.<name>.scale` is `ServiceScale`. */
export type DeclarationNames = ReadonlyMap<Fields, string>;

/** The same for all copies of a schema: `.describe()` makes a copy. */
type Fields = object;

/** The fields of an object, or the variants of a union of objects; undefined for all else. */
export function fieldsOf(type: z.core.$ZodType): Fields | undefined {
  if (type instanceof z.ZodObject) return type.def.shape;
  return type instanceof z.ZodUnion && shapes(type).length > 1 ? type.def.options : undefined;
}

/** The schema's own description, not the one of the field that uses it. */
export function ownDescription(type: z.core.$ZodType): string | undefined {
  const original = type._zod.parent;
  return (original && ownDescription(original)) ?? z.globalRegistry.get(type)?.description;
}

type Words = readonly string[];

/**
 * Names all objects of a schema by their paths. One that is at several paths is named by the words that its paths end in (`Tracing` of
 * services and workers), or else by its title.
 *
 * @throws Error if two objects get one name.
 */
export function nameDeclarations(root: z.core.$ZodType, rootName: string): DeclarationNames {
  const paths = new Map<Fields, { readonly words: Words[]; readonly title?: string }>();
  collect(root, [], (type, words, title) => {
    const known = paths.get(type);
    if (known) known.words.push(words);
    else paths.set(type, { words: [words], ...(title !== undefined && { title }) });
  });
  const names = new Map<Fields, string>();
  const owners = new Map<string, Words>();
  for (const [type, { words, title }] of paths) {
    const name = type === fieldsOf(unwrap(root).type) ? rootName : nameOf(words, title);
    const owner = owners.get(name);
    if (owner) throw new Error(`Two objects of the schema get the name ${name}: give one of them a title (.meta({ title: "…" }))`);
    owners.set(name, words[0] ?? []);
    names.set(type, name);
  }
  return names;
}

function nameOf(paths: readonly Words[], title: string | undefined): string {
  if (title !== undefined) return pascalCase(title.split(/[^A-Za-z0-9]+/));
  const common = commonEnd(paths);
  return pascalCase(common.length > 0 ? common : (paths[0] ?? []));
}

function commonEnd([first = [], ...others]: readonly Words[]): Words {
  let length = 0;
  while (length < first.length && others.every((words) => words.at(-1 - length) === first.at(-1 - length))) length++;
  return first.slice(first.length - length);
}

function collect(schema: z.core.$ZodType, words: Words, found: (fields: Fields, words: Words, title: string | undefined) => void): void {
  const { type, meta } = unwrap(schema);
  const fields = fieldsOf(type);
  if (fields) found(fields, words, meta.title);
  if (type instanceof z.ZodRecord) collect(type.valueType, [...words.slice(0, -1), singular(words.at(-1) ?? "")], found);
  else if (type instanceof z.ZodArray) collect(type.element, [...words.slice(0, -1), singular(words.at(-1) ?? "")], found);
  else if (type instanceof z.ZodUnion) {
    for (const option of type.options) collect(option, [...words, ...variantWords(type, option)], found);
  } else if (type instanceof z.ZodObject) {
    for (const [key, field] of Object.entries<z.core.$ZodType>(type.shape)) collect(field, [...words, key], found);
  }
}

/** The literal that distinguishes a variant of a union: `round_robin`. A union with one object needs none. */
function variantWords(union: z.ZodUnion, option: z.core.$ZodType): Words {
  if (shapes(union).length < 2) return [];
  const [shape = {}] = shapes(option);
  const literal = Object.values(shape).find((field) => field instanceof z.ZodLiteral);
  return literal instanceof z.ZodLiteral ? String([...literal.values][0]).split(/[^A-Za-z0-9]+/) : [];
}

/** The name of one entry of a map: `caches` → `cache`, `indexes` → `index`. */
export function singular(plural: string): string {
  return plural
    .replace(/ies$/, "y")
    .replace(/(x|ss)es$/, "$1")
    .replace(/(?<!s)s$/, "");
}

/** `["service", "scale"]` → `ServiceScale`. */
export function pascalCase(words: Words): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
