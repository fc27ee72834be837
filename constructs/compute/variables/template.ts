/** A reference to an attribute of a resource. */
export interface Reference {
  /** Name of the resource. */
  readonly name: string;
  readonly attribute: string;
}

/** A string with references: literal text and references in their order. */
export type Template<Ref = Reference> = readonly (string | Ref)[];

/**
 * A reference is exactly `{name.attribute}`. Anything else in braces is literal text: JSON, `${VARIABLE}`, `#{…}`, and the double braces of
 * template languages. A backslash before the brace makes a reference literal text.
 */
const REFERENCE =
  /(?<![{$#%])(?<escape>\\?)\{(?<name>[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,19})\.(?<attribute>[A-Za-z][A-Za-z0-9_-]*)\}(?!\})/g;

/**
 * Parses a value of `environment`.
 *
 * @example parseTemplate("host={main.writer}"); // ["host=", { name: "main", attribute: "writer" }]
 */
export function parseTemplate(value: string): Template {
  const pieces: (string | Reference)[] = [];
  let end = 0;
  for (const match of value.matchAll(REFERENCE)) {
    const { escape, name = "", attribute = "" } = match.groups ?? {};
    const before = value.slice(end, match.index);
    end = match.index + match[0].length;
    pieces.push(before, ...(escape === "" ? [{ name, attribute }] : [match[0].slice(1)]));
  }
  pieces.push(value.slice(end));
  return joined(pieces);
}

/** The references of a template. */
export function referencesIn(template: Template): readonly Reference[] {
  return template.filter((piece) => typeof piece !== "string");
}

/** Whether a value starts as a URL, also with several schemes as in `jdbc:postgresql://`: values inside it are percent-encoded. */
export function isUrl(template: Template<unknown>): boolean {
  const [start] = template;
  return typeof start === "string" && /^(?:[a-z][a-z0-9+.-]*:)+\/\//i.test(start);
}

/** Joins adjacent strings and drops empty ones. */
function joined(pieces: Template): Template {
  return pieces.reduce<Template>((all, piece) => {
    const last = all.at(-1);
    if (piece === "") return all;
    return typeof piece === "string" && typeof last === "string" ? [...all.slice(0, -1), last + piece] : [...all, piece];
  }, []);
}
