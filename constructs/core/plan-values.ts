/** The attributes of a resource in a plan, without those whose values are known only after the apply. */
export type Values = Readonly<Record<string, unknown>>;

type Compare = (before: Values, after: Values) => boolean;

/** The value at a path. In a list of blocks it reads the first block, because Terraform plans even a single block as a list. */
export function at(values: Values, ...path: readonly string[]): unknown {
  let value: unknown = values;
  for (const name of path) {
    if (Array.isArray(value)) value = (value as readonly unknown[])[0];
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Values)[name];
  }
  return value;
}

/** Whether a value is an empty string or null. */
export function isEmpty(value: unknown): boolean {
  return value === "" || value === null;
}

export function isOn(value: unknown): boolean {
  return value === true || value === "true";
}

/** The value was on and will be off. A value that is unknown before the apply counts as on. */
export function turnedOff(...path: readonly string[]): Compare {
  return (before, after) => isOn(at(before, ...path)) && !isOn(at(after, ...path)) && isKnown(after, path);
}

export function turnedOn(...path: readonly string[]): Compare {
  return (before, after) => !isOn(at(before, ...path)) && isOn(at(after, ...path));
}

/** The number will be smaller. */
export function less(...path: readonly string[]): Compare {
  return (before, after) => {
    const [was, will] = [at(before, ...path), at(after, ...path)];
    return typeof was === "number" && typeof will === "number" && will < was;
  };
}

/** A block with this name was in the list and will not be. */
export function losesOne(list: string, name: string): Compare {
  const names = (values: Values) => blocks(values, list).map((block) => block[name]);
  return (before, after) => list in after && names(before).some((one) => !names(after).includes(one));
}

/** Blocks of a list; an empty list if the attribute is missing. */
export function blocks(values: Values, list: string): Values[] {
  const found = values[list];
  return Array.isArray(found) ? (found as readonly unknown[]).filter((one): one is Values => typeof one === "object" && one !== null) : [];
}

function isKnown(after: Values, [name = ""]: readonly string[]): boolean {
  return name in after;
}
