import * as fs from "node:fs";
import * as path from "node:path";
import { Problem } from "../problem";
import { differing, sha256, type Digests } from "./digests";
import type { StackPlan } from "./stack-plan";

/** The source of plans. They are applied only to the same source. */
export interface Origin {
  readonly environment: string;
  readonly commit: string;
  /** The group whose stacks were planned. @default the whole environment */
  readonly group?: string;
  readonly stacks: Digests;
}

/** Everything that is needed to apply plans, possibly in another job. It contains no attribute values. */
export interface Manifest extends Origin {
  readonly version: 1;
  /** Creation time, ISO 8601. */
  readonly made: string;
  readonly plans: readonly StackPlan[];
  /** SHA-256 of each plan file, by its name in the folder. */
  readonly files: Readonly<Record<string, string>>;
}

export const MANIFEST = "manifest.json";
const PRIVATE = { mode: 0o600 };

/** Files that commands write to a folder of plans. */
const PLAN_FILES = /\.tfplan$|^(manifest|delivery)\.json$|^plan\.md$/;

/**
 * Creates or empties a folder for plans. Only its owner can read it, because plans contain secrets like a state does.
 *
 * @throws Problem if the folder contains other files; nothing is deleted then.
 */
export function emptyPlanFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const foreign = files.find(({ name }) => !PLAN_FILES.test(name));
  if (foreign)
    throw new Problem(
      `${folder} is not a folder of plans: it contains ${foreign.name}. Use an empty or a new folder: --out .terrace/plans`,
    );
  files.forEach(({ name }) => fs.rmSync(path.join(folder, name)));
  fs.chmodSync(folder, 0o700);
}

/** Removes the plans from a folder, but not the comment. */
export function removePlans(folder: string): void {
  const plans = fs.readdirSync(folder).filter((name) => name.endsWith(".tfplan") || name === MANIFEST);
  plans.forEach((name) => fs.rmSync(path.join(folder, name)));
}

/** Writes the manifest, which ties the plan files of a folder to their source. */
export function writeManifest(folder: string, origin: Origin, plans: readonly StackPlan[]): Manifest {
  const names = plans.flatMap(({ file }) => (file === undefined ? [] : [path.basename(file)]));
  const files = Object.fromEntries(names.map((name) => [name, sha256(fs.readFileSync(path.join(folder, name)))]));
  const manifest: Manifest = { version: 1, made: new Date().toISOString(), ...origin, plans: plans.map(withoutValues), files };
  fs.writeFileSync(path.join(folder, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`, PRIVATE);
  return manifest;
}

function withoutValues(plan: StackPlan): StackPlan {
  const changes = plan.changes.map((change) => ({ ...change, before: {}, after: {} }));
  return { ...plan, changes, ...(plan.file !== undefined && { file: path.basename(plan.file) }) };
}

/**
 * Reads saved plans, possibly made on another machine.
 *
 * @throws Problem with every difference if the plans are of another source.
 */
export function readPlans(folder: string, here: Origin): StackPlan[] {
  const file = path.join(folder, MANIFEST);
  if (!fs.existsSync(file)) throw new Problem(`No plans in ${folder}: ${MANIFEST} not found. Create them with \`terrace plan\`.`);
  const manifest = JSON.parse(fs.readFileSync(file, "utf8")) as Manifest;
  const wrong = [...differencesOfOrigin(manifest, here), ...damagedFiles(folder, manifest)];
  if (wrong.length > 0)
    throw new Problem(
      [
        `The plans in ${folder} do not match. Nothing was changed.`,
        ...wrong.map((line) => `  ${line}`),
        "  fix: run `terrace plan` from the commit to deploy, and get the new plan reviewed",
      ].join("\n"),
    );
  return manifest.plans.map((plan) => (plan.file === undefined ? plan : { ...plan, file: path.join(folder, plan.file) }));
}

/** The differences between the source of a manifest and the checked-out source. */
function differencesOfOrigin(manifest: Manifest, here: Origin): string[] {
  if (manifest.version !== 1) return [`manifest version ${String(manifest.version)}, expected 1`];
  const stacks = differing(manifest.stacks, here.stacks);
  return [
    ...(manifest.environment === here.environment ? [] : [`environment ${manifest.environment}, expected ${here.environment}`]),
    ...(manifest.commit === here.commit ? [] : [`commit ${manifest.commit}, expected ${here.commit}`]),
    ...(manifest.group === here.group ? [] : [`plans of ${planned(manifest)}, expected plans of ${planned(here)}`]),
    ...(stacks.length > 0 ? [`these stacks are synthesized differently: ${stacks.join(", ")}`] : []),
  ];
}

function planned({ group }: Pick<Origin, "group">): string {
  return group === undefined ? "the whole environment" : `the group ${group}`;
}

function damagedFiles(folder: string, { plans, files }: Manifest): string[] {
  const needed = plans.flatMap(({ file }) => file ?? []);
  return needed.flatMap((name) => {
    // A manifest can only name files of its own folder.
    if (name !== path.basename(name) || files[name] === undefined) return [`${name} does not match the manifest`];
    const file = path.join(folder, name);
    if (!fs.existsSync(file)) return [`${name} is missing`];
    return sha256(fs.readFileSync(file)) === files[name] ? [] : [`${name} was changed after planning`];
  });
}
