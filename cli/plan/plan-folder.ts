import * as fs from "node:fs";
import * as path from "node:path";
import { Problem } from "../problem";
import { differing, sha256, type Digests } from "./digests";
import type { StackPlan } from "./stack-plan";

/** What plans were made of. They may be applied to nothing else. */
export interface Origin {
  readonly environment: string;
  readonly commit: string;
  readonly stacks: Digests;
}

/** All that has to be known of plans where they are applied, in another job perhaps. It holds no value of any resource. */
export interface Manifest extends Origin {
  readonly version: 1;
  /** When, as ISO 8601. */
  readonly made: string;
  readonly plans: readonly StackPlan[];
  /** The sum of each plan file, by its name in the folder. */
  readonly files: Readonly<Record<string, string>>;
}

export const MANIFEST = "manifest.json";
const PRIVATE = { mode: 0o600 };

/** Whatever a command may have put into a folder of plans. */
const OURS = /\.tfplan$|^(manifest|delivery)\.json$|^plan\.md$/;

/**
 * Makes a folder for plans ready, that nobody else can look into: plans hold all that states hold. Nothing but what is of plans is removed from it.
 *
 * @throws Problem where the folder is one for other things.
 */
export function emptyPlanFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const foreign = files.find(({ name }) => !OURS.test(name));
  if (foreign)
    throw new Problem(
      `${folder} is no folder of plans: it has ${foreign.name}. Name one that is empty, or not there yet: --out .terrace/plans`,
    );
  files.forEach(({ name }) => fs.rmSync(path.join(folder, name)));
  fs.chmodSync(folder, 0o700);
}

/** Removes the plans of a folder; what tells of them stays. */
export function removePlans(folder: string): void {
  const plans = fs.readdirSync(folder).filter((name) => name.endsWith(".tfplan") || name === MANIFEST);
  plans.forEach((name) => fs.rmSync(path.join(folder, name)));
}

/** Writes what binds the plan files of a folder to their origin. */
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
 * Reads plans that were made before, perhaps on another machine.
 *
 * @throws Problem with all that differs from what is here: then they are plans of something else.
 */
export function readPlans(folder: string, here: Origin): StackPlan[] {
  const file = path.join(folder, MANIFEST);
  if (!fs.existsSync(file)) throw new Problem(`There are no plans in ${folder}: it has no ${MANIFEST}. \`npm run plan\` makes them.`);
  const manifest = JSON.parse(fs.readFileSync(file, "utf8")) as Manifest;
  const wrong = [...differencesOfOrigin(manifest, here), ...damagedFiles(folder, manifest)];
  if (wrong.length > 0)
    throw new Problem(
      [
        `The plans in ${folder} are refused. Nothing was changed.`,
        ...wrong.map((line) => `  ${line}`),
        "  fix: plan again from what is to be deployed, `npm run plan`, and have that reviewed",
      ].join("\n"),
    );
  return manifest.plans.map((plan) => (plan.file === undefined ? plan : { ...plan, file: path.join(folder, plan.file) }));
}

/** What a manifest was made of, and what is here instead. */
function differencesOfOrigin(manifest: Manifest, here: Origin): string[] {
  if (manifest.version !== 1) return [`they are of version ${String(manifest.version)}, and 1 is known here`];
  const stacks = differing(manifest.stacks, here.stacks);
  return [
    ...(manifest.environment === here.environment ? [] : [`they are of environment ${manifest.environment}, not ${here.environment}`]),
    ...(manifest.commit === here.commit ? [] : [`they were made from commit ${manifest.commit}, and this is ${here.commit}`]),
    ...(stacks.length > 0 ? [`these stacks are synthesized otherwise here: ${stacks.join(", ")}`] : []),
  ];
}

function damagedFiles(folder: string, { plans, files }: Manifest): string[] {
  const needed = plans.flatMap(({ file }) => file ?? []);
  return needed.flatMap((name) => {
    // What a manifest names is a file of its folder and of no other.
    if (name !== path.basename(name) || files[name] === undefined) return [`${name} is not what the manifest tells of`];
    const file = path.join(folder, name);
    if (!fs.existsSync(file)) return [`${name} is missing`];
    return sha256(fs.readFileSync(file)) === files[name] ? [] : [`${name} is not the file that was made`];
  });
}
