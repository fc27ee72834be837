/** The attributes of a resource, as a plan has them. What nobody knows before it is applied is not among them. */
export type Values = Readonly<Record<string, unknown>>;

type Compare = (before: Values, after: Values) => boolean;

/** A value by its path; of a list of blocks, as Terraform has even those of which there is one, the first. */
export function at(values: Values, ...path: readonly string[]): unknown {
  let value: unknown = values;
  for (const name of path) {
    if (Array.isArray(value)) value = (value as readonly unknown[])[0];
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Values)[name];
  }
  return value;
}

/** Whether a value is an empty text or null. */
export function isEmpty(value: unknown): boolean {
  return value === "" || value === null;
}

export function isOn(value: unknown): boolean {
  return value === true || value === "true";
}

/** It was on, and will not be. What nobody knows yet counts as on. */
export function turnedOff(...path: readonly string[]): Compare {
  return (before, after) => isOn(at(before, ...path)) && !isOn(at(after, ...path)) && isKnown(after, path);
}

export function turnedOn(...path: readonly string[]): Compare {
  return (before, after) => !isOn(at(before, ...path)) && isOn(at(after, ...path));
}

/** A number that will be smaller. */
export function less(...path: readonly string[]): Compare {
  return (before, after) => {
    const [was, will] = [at(before, ...path), at(after, ...path)];
    return typeof was === "number" && typeof will === "number" && will < was;
  };
}

/** Of a list of blocks, one by that name is there no more. */
export function losesOne(list: string, name: string): Compare {
  const names = (values: Values) => blocks(values, list).map((block) => block[name]);
  return (before, after) => list in after && names(before).some((one) => !names(after).includes(one));
}

/** Blocks of a list; none where there is none. */
export function blocks(values: Values, list: string): Values[] {
  const found = values[list];
  return Array.isArray(found) ? (found as readonly unknown[]).filter((one): one is Values => typeof one === "object" && one !== null) : [];
}

function isKnown(after: Values, [name = ""]: readonly string[]): boolean {
  return name in after;
}
