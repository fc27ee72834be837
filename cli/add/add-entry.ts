import * as fs from "node:fs";
import * as path from "node:path";
import { resolve } from "../../config/resolve";
import { WORKLOAD_MAPS } from "../../constructs/compute/workloads";
import type { PlacementRecord } from "../../constructs/load-balancing/placement/schema";
import { unknownName } from "../environment";
import { Problem, UsageProblem } from "../problem";
import { placeAdded, placesOf } from "../placement/placement-file";
import { loadProject } from "../project";
import { invalidValue } from "../values/values";
import { type AddFlags, type Addition, type EntryKind, type Existing, ENTRY_KINDS, additionOf, mapOfKind } from "./addition";
import { editEnvironment, linesOf } from "./edit-environment";
import { applyChanges, typescriptOf } from "./project-edit";

export interface AddOptions {
  readonly root: string;
  readonly name: string;
  /** Empty: the only environment of the project. */
  readonly environment: string;
  readonly flags: AddFlags;
}

/** The result of an addition. */
export interface Added {
  readonly environment: string;
  readonly file: string;
  readonly lines: readonly string[];
  /** Files that changed in addition, with the reason. */
  readonly also?: readonly string[];
}

/** Adds an entry to a map of an environment. */
export function addEntry(kind: EntryKind, { root, name, environment: wanted, flags }: AddOptions): Added {
  const { environments } = loadProject(root);
  const environment = chooseEnvironment(Object.keys(environments), wanted);
  const existing: Existing = environments[environment] ?? {};
  checkFlags(flags, existing);
  checkName(kind, name, environment, existing);
  const made = additionOf(kind, name, flags, existing);
  const placed = kind === "service" ? placeAdded(root, environment, withEntry(existing, made, made.value)) : undefined;
  const addition = fitting(made, existing, placed?.placement ?? placesOf(root, environment));
  const file = `environments/${environment}.ts`;
  const full = path.join(root, file);
  if (!fs.existsSync(full)) throw byHand(addition, environment, file, "the file does not exist");
  const edit = editEnvironment(typescriptOf(root), full, fs.readFileSync(full, "utf8"), environment, addition);
  if ("obstacle" in edit) throw byHand(addition, environment, file, edit.obstacle);
  applyChanges(root, { [file]: edit.text, ...placed?.changes }, environment);
  return { environment, file, lines: linesOf(addition), ...(placed && placed.lines.length > 0 && { also: placed.lines }) };
}

/** Maximum numbers of tasks of a new workload, in the order in which they are tried. Undefined: the default of the stage. */
const MAXIMA = [undefined, 12, 8, 6, 4, 3, 2, 1] as const;

/** The addition with the largest maximum of tasks that is valid: the databases that it uses can be too small for the default. */
function fitting(addition: Addition, existing: Existing, placement: PlacementRecord): Addition {
  const { map, value } = addition;
  if (map !== mapOfKind("service") && map !== mapOfKind("worker")) return addition;
  const candidates = MAXIMA.map((max) => ({ ...addition, value: max === undefined ? value : { ...value, scale: { max } } }));
  return candidates.find((each) => resolve({ ...withEntry(existing, addition, each.value), placement }).ok) ?? addition;
}

function withEntry(existing: Existing, { map, name }: Addition, entry: Addition["value"]): Existing {
  const entries = Object.entries(existing).find(([field]) => field === map)?.[1] as object | undefined;
  return { ...existing, [map]: { ...entries, [name]: entry } };
}

/** The environment to change. */
export function chooseEnvironment(known: readonly string[], wanted: string): string {
  const [only = "", ...others] = known;
  if (wanted === "" && others.length === 0) return only;
  if (known.includes(wanted)) return wanted;
  throw new UsageProblem(
    [
      wanted === "" ? "The project has several environments." : `The project has no environment ${JSON.stringify(wanted)}.`,
      `  allowed   ${known.join(", ")}`,
      `  fix       Choose one: --environment ${only}`,
    ].join("\n"),
  );
}

function checkFlags({ port, usedBy = [] }: AddFlags, existing: Existing): void {
  if (port !== undefined && !/^\d{1,5}$/.test(port)) throw invalidValue("--port", port, "a port from 1 to 65535", "--port 8080");
  const workloads = WORKLOAD_MAPS.flatMap((map) => Object.keys(existing[map] ?? {}));
  const unknown = usedBy.find((workload) => !workloads.includes(workload));
  if (unknown !== undefined) throw unknownName("workload in --used-by", unknown, workloads, "it with `terrace add service`");
}

/** Names are unique over all maps, because `uses` names resources without their kind. */
function checkName(kind: EntryKind, name: string, environment: string, existing: Existing): void {
  const maps = kind === "region" ? ["regions"] : ENTRY_KINDS.filter((each) => each !== "region").map(mapOfKind);
  const taken = new Set(Object.entries(existing).flatMap(([map, entries]) => (maps.includes(map) ? Object.keys(entries as object) : [])));
  if (!taken.has(name)) return;
  const free = [2, 3, 4, 5, 6, 7, 8, 9].map((number) => `${name}${number}`).find((each) => !taken.has(each));
  throw new UsageProblem(
    [
      `${environment} already has the ${kind === "region" ? "region" : "name"} ${name}.`,
      `  received  ${name}`,
      `  allowed   ${kind === "region" ? "a region" : "a name"} other than ${[...taken].join(", ")}`,
      kind === "region" ? "  fix       Choose another region." : `  fix       For example: ${free ?? `${name}-other`}`,
    ].join("\n"),
  );
}

function byHand(addition: Addition, environment: string, file: string, obstacle: string): Problem {
  return new Problem(
    [
      `${file} has a form that terrace add cannot edit: ${obstacle}. Nothing was changed.`,
      `  fix       Add these lines to the environment ${environment} manually:`,
      "",
      ...linesOf(addition).map((line) => `    ${line}`),
    ].join("\n"),
  );
}
