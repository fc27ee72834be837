import type { StackJson } from "../synth";
import { ADDRESS, FROZEN, OUTPUT } from "./frozen-attributes";

/** Frozen values by stack, then by `<type>.<name> <attribute>`. Several values are sorted. */
export type FrozenValues = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** All frozen values of the stacks of one environment, sorted. */
export function frozenValues(stacks: ReadonlyMap<string, StackJson>): FrozenValues {
  return byKey([...stacks].map(([stack, json]) => [stack, byKey(valuesOf(json))]));
}

function valuesOf({ resource = {}, output = {} }: StackJson): [string, string | readonly string[]][] {
  const named = Object.entries(output).filter(([name]) => !name.startsWith("cross-stack-output-"));
  return [...Object.entries(resource), [OUTPUT, Object.fromEntries(named)] as const].flatMap(([type, blocks]) =>
    Object.entries(blocks).flatMap(([name, block]) =>
      (FROZEN[type] ?? [])
        .flatMap(({ attributes }) => attributes)
        .flatMap((attribute): [string, string | readonly string[]][] => {
          const values = attribute === ADDRESS ? [name] : [...new Set(valuesAt(block, stepsOf(attribute)))].sort();
          const [only = "", ...more] = values;
          return values.length === 0 ? [] : [[`${type}.${name} ${attribute}`, more.length === 0 ? only : values]];
        }),
    ),
  );
}

const stepsOf = (attribute: string) => attribute.replaceAll("[]", ".[]").replaceAll("{}", ".{}").split(".");

function valuesAt(value: unknown, [step, ...rest]: readonly string[]): readonly string[] {
  if (value === undefined || value === null) return [];
  if (step === undefined) return [typeof value === "string" ? value : JSON.stringify(value)];
  if (step === "{}") return valuesAt(JSON.parse(withoutReferences(value as string)), rest);
  const each = [value].flat();
  return each.flatMap((entry) => valuesAt(step === "[]" ? entry : (entry as Readonly<Record<string, unknown>>)[step], rest));
}

/** Removes references: they contain quotes, which would end the JSON strings. */
function withoutReferences(template: string): string {
  return template.replace(/\$\{(?:"[^"]*"|[^"}])*\}/g, "reference");
}

function byKey<V>(entries: readonly (readonly [string, V])[]): Readonly<Record<string, V>> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Formats JSON with one line per value, so that each changed value is one line of a diff. */
export function formatFrozen(values: FrozenValues): string {
  const list = (entries: readonly string[], indent: string) =>
    `{\n${entries.map((entry) => `${indent}  ${entry}`).join(",\n")}\n${indent}}`;
  const stacks = Object.entries(values).map(([stack, entries]) => {
    const lines = Object.entries(entries).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    return `${JSON.stringify(stack)}: ${list(lines, "  ")}`;
  });
  return `${list(stacks, "")}\n`;
}
