import type { Finding } from "./errors";
import type { Path } from "./paths";

/** JSON-like data without prototypes, accessors or cycles: safe to read in any order, as often as one likes. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

const DEEPEST = 16;
const MOST_VALUES = 100_000;
const MOST_FINDINGS = 100;

/**
 * Copies whatever was passed as an environment into plain data, and says what could not be copied.
 *
 * Nothing of the input's own code runs, save the traps of a proxy, whose errors are caught. Fields that are undefined count as left out.
 */
export function toPlain(input: unknown): { readonly data: Plain | undefined; readonly findings: readonly Finding[] } {
  const copier = { values: 0, findings: [] as Finding[], ancestors: new Set<object>() };
  const data = copy(input, [], copier);
  if (copier.values > MOST_VALUES) refuse(copier, [], `has more than ${MOST_VALUES} values`, "…");
  return { data, findings: copier.findings };
}

interface Copier {
  values: number;
  readonly findings: Finding[];
  readonly ancestors: Set<object>;
}

function copy(value: unknown, path: Path, copier: Copier): Plain | undefined {
  if (value === undefined || value === null) return value;
  copier.values += 1;
  switch (typeof value) {
    case "string":
    case "boolean":
    case "number":
      return value;
    case "object":
      return copyObject(value, path, copier);
    default:
      return refuse(copier, path, `is a ${typeof value}`, `a ${typeof value}`);
  }
}

function copyObject(value: object, path: Path, copier: Copier): Plain | undefined {
  if (copier.ancestors.has(value)) return refuse(copier, path, "contains itself", "a cycle");
  if (path.length > DEEPEST) return refuse(copier, path, "is nested too deep to be an environment", "…");
  copier.ancestors.add(value);
  try {
    return Array.isArray(value) ? copyList(value, path, copier) : copyMap(value, path, copier);
  } catch {
    return refuse(copier, path, "cannot be read", "an object that throws");
  } finally {
    copier.ancestors.delete(value);
  }
}

function copyList(list: readonly unknown[], path: Path, copier: Copier): Plain {
  const result: Plain[] = [];
  const length = Math.min(list.length, MOST_VALUES);
  for (let index = 0; index < length && copier.values <= MOST_VALUES; index++) {
    const at = [...path, index];
    const descriptor = Object.getOwnPropertyDescriptor(list, index);
    copier.values += 1;
    result.push(
      descriptor?.get || descriptor?.set
        ? (refuse(copier, at, "is computed", "a getter") ?? null)
        : (copy(descriptor?.value, at, copier) ?? null),
    );
  }
  return result;
}

function copyMap(map: object, path: Path, copier: Copier): Plain | undefined {
  const prototype: unknown = Object.getPrototypeOf(map);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    return refuse(copier, path, "is not a plain object", "an instance of a class");
  const result: Record<string, Plain> = Object.create(null) as Record<string, Plain>;
  for (const key of Reflect.ownKeys(map)) {
    if (copier.values > MOST_VALUES) break;
    if (typeof key === "symbol") {
      refuse(copier, path, "has a symbol as a key", key.toString());
      continue;
    }
    const at = [...path, key];
    const descriptor = Object.getOwnPropertyDescriptor(map, key);
    if (key === "__proto__") refuse(copier, at, "would change the prototype", "__proto__");
    else if (descriptor?.get || descriptor?.set) refuse(copier, at, "is computed", "a getter");
    else {
      const copied = copy(descriptor?.value, at, copier);
      if (copied !== undefined) result[key] = copied;
    }
  }
  return result;
}

function refuse(copier: Copier, path: Path, problem: string, received: string): undefined {
  if (copier.findings.length >= MOST_FINDINGS) return undefined;
  copier.findings.push({
    path,
    problem,
    received,
    allowed: "plain data: objects, lists, texts, numbers, true and false",
    mend: "Write the value itself.",
  });
  return undefined;
}
