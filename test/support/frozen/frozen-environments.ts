import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../../environments";
import { everyEnvironment } from "../../fixtures/environments/every";
import { synthesizeMissing, synthesizePlatform } from "../platform";
import { type FrozenValues, frozenValues } from "./frozen-values";

const folder = join("test", "fixtures", "frozen");

/** A committed file of frozen values, and the currently synthesized values. */
export interface FrozenFile {
  readonly file: string;
  readonly current: FrozenValues;
}

/** One file for each example environment, and one file for the texts that occur only in other environments. */
export function frozenFiles(): readonly FrozenFile[] {
  synthesizeMissing(Object.values(everyEnvironment).filter((environment) => environment !== undefined));
  const examples = Object.entries(environments).map(([name, environment]) => ({
    file: join(folder, `${name}.json`),
    environment: name,
    current: frozenValues(synthesizePlatform(environment)),
  }));
  const known = new Set(examples.flatMap(({ environment, current }) => patternsOf(environment, current)));
  const others = Object.entries(everyEnvironment).flatMap(([name, environment]) =>
    environment && !(name in environments) ? [{ name: environment.name, current: frozenValues(synthesizePlatform(environment)) }] : [],
  );
  const patterns = [...new Set(others.flatMap(({ name, current }) => patternsOf(name, current)))].filter((pattern) => !known.has(pattern));
  return [...examples, { file: join(folder, "other-features.json"), current: asOneGroup(patterns) }];
}

export function readFrozen({ file }: FrozenFile): FrozenValues {
  return JSON.parse(readFileSync(file, "utf8")) as FrozenValues;
}

/** `<type> <attribute>`, a tab and the value, without names of environments and regions. */
function patternsOf(environment: string, values: FrozenValues): readonly string[] {
  const name = new RegExp(`(?<![a-z0-9])${environment}(?![a-z0-9])`, "g");
  return Object.values(values).flatMap((entries) =>
    Object.entries(entries).flatMap(([key, value]) =>
      [value].flat().map((each) => {
        const pattern = each.replace(name, "<environment>").replace(/\b[a-z]{2}-[a-z]+-\d\b/g, "<region>");
        return `${key.replace(/\.\S+/, "")}\t${pattern.replace(/_[0-9A-F]{8}\b/g, "")}`;
      }),
    ),
  );
}

/** As one group: these environments are not deployed anywhere, so only the existence of the texts matters. */
function asOneGroup(patterns: readonly string[]): FrozenValues {
  return { "other environments": Object.fromEntries([...patterns].sort().map((pattern) => [pattern.replace("\t", " = "), ""])) };
}
