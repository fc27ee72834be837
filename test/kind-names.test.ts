import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { WORKLOAD_KINDS } from "../constructs/compute/workloads";
import { KINDS } from "../constructs/kinds";

/**
 * A new kind must not need a change in a file that names the others. So no file outside the kinds' own folders names a map of the
 * environment, as a string or as a property, except the files below. Policy checks by resource type are not concerned.
 */
const root = join(__dirname, "..");

const MAPS: ReadonlySet<string> = new Set([...KINDS, ...WORKLOAD_KINDS].map(({ map }) => map));

/** A stack creates the resources of its kinds: a new kind changes the stack that it belongs to. */
const CREATORS = new Set(
  ["data", "database", "shared-data", "service"].map((layer) => `stacks/${layer}-stack.ts`).concat("stacks/database-stacks.ts"),
);

/** Files that may name maps, each for a reason that does not apply to a new kind. */
const ALLOWED: readonly (readonly [reason: string, files: Readonly<Record<string, readonly string[]>>])[] = [
  ["generated from the schema: `npm run types`", { "config/environment.ts": [...MAPS].sort() }],
  ["a global cache orders the data stacks", { "stacks/data-stacks.ts": ["caches"] }],
  [
    "each database has its own stacks and a writer DNS name",
    {
      "stacks/platform.ts": ["databases", "services"],
      "stacks/watch-stack.ts": ["databases", "services"],
      "stacks/watch/monitored-region.ts": ["databases", "services"],
      "stacks/interconnect-stack.ts": ["databases"],
    },
  ],
  [
    "a rule across one kind and the workloads: connections of a database, regions of a table without NAT gateways",
    {
      "config/rules/connections.ts": ["databases"],
      "config/rules/network.ts": ["services", "tables"],
    },
  ],
  [
    "only services are public: HTTP routes, listeners, SLOs, probes",
    {
      "config/rules/observability.ts": ["services"],
      "config/rules/origins.ts": ["services"],
      "config/placement.ts": ["services"],
      "constructs/load-balancing/placement/rooms.ts": ["services"],
      "stacks/edge-stack.ts": ["services"],
      "stacks/front.ts": ["services"],
      "stacks/group-watch-stack.ts": ["services"],
      "stacks/relational.ts": ["services"],
      "stacks/watch/region-watches.ts": ["services"],
      "stacks/watch/workloads.ts": ["services"],
      "cli/show/describe-platform.ts": ["services"],
      "cli/smoke/probes.ts": ["services"],
      "constructs/edge/cdn-plan.ts": ["services"],
    },
  ],
  [
    "the field `secrets` of a workload, whose variables have values of secrets",
    {
      "config/rules/bindings.ts": ["secrets"],
      "config/rules/container-texts.ts": ["secrets"],
      "config/rules/workload-secrets.ts": ["secrets"],
    },
  ],
  ["AWS ends the support of database versions on dates", { "cli/ending-versions.ts": ["databases"] }],
  ["a group has a list of each kind of workload", { "stacks/group-stack.ts": ["services", "workers"] }],
  [
    "a command for some kinds, with its own questions and source text: a new kind can have one, but needs none",
    {
      "cli/add/addition.ts": ["caches", "databases", "queues", "services", "workers"],
      "cli/add/edit-environment.ts": ["services", "workers"],
      "cli/completion/project-names.ts": ["databases", "secrets"],
      "cli/init/answers.ts": ["queues", "services", "workers"],
      "cli/init/environment-source.ts": ["caches", "databases", "queues", "services", "workers"],
      "cli/init/readme.ts": ["services", "workers"],
      "cli/values/known.ts": ["databases", "secrets"],
    },
  ],
  [
    "the same word has another meaning: an AWS argument, secrets of a binding, AWS services, route tables",
    {
      "cli/gates/ecs-services.ts": ["services"],
      "constructs/core/bindings.ts": ["secrets"],
      "constructs/network/interface-endpoints.ts": ["services"],
      "constructs/network/network.ts": ["services", "tables"],
      "constructs/network/subnet-tier.ts": ["tables"],
    },
  ],
];

/** Folders of the kinds and of the workloads. The files in them may name maps. */
const OWN = new Set([...KINDS.map(({ name }) => `constructs/${name}`), "constructs/compute"]);

function filesIn(folder: string): string[] {
  if (OWN.has(folder)) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = [folder, entry.name].join("/");
    if (entry.isDirectory()) return filesIn(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

/** The maps that a TypeScript file names: as strings, or as properties that it reads, writes or declares. */
function mapsNamedIn(text: string): readonly string[] {
  const found = new Set<string>();
  const add = (node: ts.Node | undefined) => {
    if (node && (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && MAPS.has(node.text)) found.add(node.text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node)) add(node);
    if (ts.isPropertyAccessExpression(node)) add(node.name);
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) add(node.propertyName ?? node.name);
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) add(node.name);
    if (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isMethodSignature(node)) add(node.name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("file.ts", text, ts.ScriptTarget.Latest, true));
  return [...found].sort();
}

test("no file outside the kinds' folders names their maps, except for a reason that does not apply to a new kind", () => {
  const files = ["config", "stacks", "cli", "constructs"].flatMap(filesIn).filter((file) => !CREATORS.has(file));
  expect(files.length).toBeGreaterThan(300);
  const named = files.map((file) => [file, mapsNamedIn(readFileSync(join(root, file), "utf8"))] as const);
  const allowed = ALLOWED.flatMap(([, entries]) => Object.entries(entries));
  expect(Object.fromEntries(named.filter(([, maps]) => maps.length > 0))).toEqual(Object.fromEntries(allowed));
});

test.each([
  ["a string", 'forEach("id", entries("databases"), check);', ["databases"]],
  ["a property", "const all = settings.caches;", ["caches"]],
  ["a destructured property", "const { queues, tables: ours } = platform;", ["queues", "tables"]],
  ["a written or declared property", "interface A { secrets: 1 } const a = { services, workers: 1 };", ["secrets", "services", "workers"]],
  ["a type", 'type Key = "workers" | "regions";', ["workers"]],
  ["no map in a variable or an import", 'import { a } from "./tables"; const caches = seen(a);', []],
  ["no map in a word of a string", 'const text = "name fewer regions in `regions` of the databases";', []],
])("finds %s", (_what, text, maps) => {
  expect(mapsNamedIn(text)).toEqual(maps);
});
