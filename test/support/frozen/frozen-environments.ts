import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../../config/schema";
import { everyEnvironment } from "../../fixtures/environments/every";
import { staging } from "../../fixtures/environments/photofeed";
import { synthesizeMissing, synthesizePlatform } from "../platform";
import { frozenDifferences, HOW_TO_PROCEED } from "./frozen-difference";
import { type FrozenValues, frozenValues } from "./frozen-values";

/** The folder with the frozen values of the environments of this repository. */
export const EXAMPLE_FROZEN = join("test", "example", "frozen");

/** A committed file of frozen values, and the currently synthesized values. */
export interface FrozenFile {
  readonly file: string;
  readonly current: FrozenValues;
}

/** The texts of all fixtures, which together have every feature, and of small instances with all of their alarms. Addresses are frozen for the environments of the repository. */
export function frozenFeatures(): FrozenFile {
  const small: Environment = { ...staging, observability: { level: "full" } };
  const environments = [...Object.values(everyEnvironment).flatMap((environment) => environment ?? []), small];
  synthesizeMissing(environments);
  const patterns = environments.flatMap((environment) => patternsOf(environment.name, frozenValues(synthesizePlatform(environment))));
  return { file: join("test", "fixtures", "frozen", "features.json"), current: asOneGroup([...new Set(patterns)]) };
}

/** One file for each environment. */
export function frozenFiles(folder: string, environments: Readonly<Record<string, Environment>>): readonly FrozenFile[] {
  synthesizeMissing(Object.values(environments));
  return Object.entries(environments).map(([name, environment]) => ({
    file: join(folder, `${name}.json`),
    current: frozenValues(synthesizePlatform(environment)),
  }));
}

/** @throws Error with one line for each changed value, and with the effect of the change on AWS. */
export function expectUnchanged({ file, current }: FrozenFile): void {
  const differences = frozenDifferences(JSON.parse(readFileSync(file, "utf8")) as FrozenValues, current);
  if (differences.length > 0)
    throw new Error(`${[`${differences.length} frozen values changed in ${file}:`, ...differences].join("\n")}\n\n${HOW_TO_PROCEED}`);
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
  return { fixtures: Object.fromEntries([...patterns].sort().map((pattern) => [pattern.replace("\t", " = "), ""])) };
}
