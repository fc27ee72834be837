import { type ValueProblem, numberProblem, textProblem } from "./characters";
import type { Finding } from "./errors";

/** JSON-like data without prototypes, accessors or cycles. It can be read safely in any order and repeatedly. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

const DEEPEST = 16;
/** For comparison: 10,000 services with all their fields have about 600,000 values. */
const MOST_VALUES = 1_000_000;
const MOST_FINDINGS = 100;

/**
 * Copies the input to plain data, and reports the values that cannot be copied.
 *
 * No code of the input runs, except the traps of a proxy, whose errors are caught. Fields with the value `undefined` are omitted, and keys are
 * sorted, so that the result does not depend on their order.
 */
export function toPlain(input: unknown): { readonly data: Plain | undefined; readonly findings: readonly Finding[] } {
  const copier: Copier = { values: 0, findings: [], ancestors: new Set(), path: [] };
  const data = copy(input, copier);
  if (copier.values > MOST_VALUES) reject(copier, `has more than ${MOST_VALUES} values`, "…");
  return { data, findings: copier.findings };
}

interface Copier {
  values: number;
  readonly findings: Finding[];
  readonly ancestors: Set<object>;
  /** The path of the current value. It grows and shrinks during the copy. */
  readonly path: (string | number)[];
}

function copy(value: unknown, copier: Copier): Plain | undefined {
  if (value === undefined || value === null) return value;
  copier.values += 1;
  switch (typeof value) {
    case "string":
      return checked(value, textProblem(value), copier);
    case "number":
      return checked(value, numberProblem(value), copier);
    case "boolean":
      return value;
    case "object":
      return copyObject(value, copier);
    default:
      return reject(copier, `is a ${typeof value}`, `a ${typeof value}`);
  }
}

function copyObject(value: object, copier: Copier): Plain | undefined {
  const depth = copier.path.length;
  if (copier.ancestors.has(value)) return reject(copier, "contains itself", "a cycle");
  if (depth > DEEPEST) return reject(copier, `is nested more than ${DEEPEST} levels deep`, "…");
  copier.ancestors.add(value);
  try {
    return Array.isArray(value) ? copyList(value, copier) : copyMap(value, copier);
  } catch {
    copier.path.length = depth;
    return reject(copier, "cannot be read", "an object that throws an error when read");
  } finally {
    copier.ancestors.delete(value);
  }
}

function copyList(list: readonly unknown[], copier: Copier): Plain {
  const result: Plain[] = [];
  const length = Math.min(list.length, MOST_VALUES);
  for (let index = 0; index < length && copier.values <= MOST_VALUES; index++) {
    copier.values += 1;
    result.push(copyField(list, index, copier) ?? null);
  }
  return result;
}

function copyMap(map: object, copier: Copier): Plain | undefined {
  const prototype: unknown = Object.getPrototypeOf(map);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    return reject(copier, "is not a plain object", "an instance of a class");
  }
  const result = Object.create(null) as Record<string, Plain>;
  const keys = Reflect.ownKeys(map);
  for (const key of keys) if (typeof key === "symbol") reject(copier, "has a symbol as a key", key.toString());
  for (const key of keys.filter((candidate) => typeof candidate === "string").sort()) {
    if (copier.values > MOST_VALUES) break;
    const problem = textProblem(key);
    if (problem) {
      report(copier, { ...problem, problem: `has a name that ${problem.problem}`, path: [...copier.path, key] });
      continue;
    }
    const copied = copyField(map, key, copier);
    if (copied !== undefined) result[key] = copied;
  }
  return result;
}

function copyField(parent: object, key: string | number, copier: Copier): Plain | undefined {
  copier.path.push(key);
  const descriptor = Object.getOwnPropertyDescriptor(parent, key);
  const copied =
    key === "__proto__"
      ? reject(copier, "would change the prototype", "__proto__")
      : descriptor?.get || descriptor?.set
        ? reject(copier, "is computed", "a getter")
        : copy(descriptor?.value, copier);
  copier.path.pop();
  return copied;
}

function checked<Value extends string | number>(value: Value, problem: ValueProblem | undefined, copier: Copier): Value | undefined {
  if (!problem) return value;
  report(copier, { ...problem, path: [...copier.path] });
  return undefined;
}

function reject(copier: Copier, problem: string, received: string): undefined {
  report(copier, {
    path: [...copier.path],
    problem,
    received,
    allowed: "plain data: objects, lists, strings, numbers, true and false",
    fix: "Write the literal value.",
  });
  return undefined;
}

function report({ findings }: Copier, finding: Finding): void {
  if (findings.length < MOST_FINDINGS) findings.push(finding);
}
