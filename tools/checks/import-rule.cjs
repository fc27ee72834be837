/**
 * Allowed imports between folders, as data: one direction, types included. `npm run imports` checks it, and
 * `test/imports.test.ts` proves that each row rejects forbidden imports and that every folder has a row.
 *
 * A row lists the allowed imports of its files other than each other. Rows are ordered: none imports a row below it.
 *
 * @see https://github.com/sverweij/dependency-cruiser/blob/main/doc/rules-reference.md
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const GROUND = ["language", "aws"];
const CORE = [...GROUND, "core", "watching"];
/** A folder with a registration file is a kind. */
const CONSTRUCT_FOLDERS = path.join(__dirname, "../../constructs");
const KINDS = fs.readdirSync(CONSTRUCT_FOLDERS).filter((folder) => fs.existsSync(path.join(CONSTRUCT_FOLDERS, folder, "kind.ts")));
const CONSTRUCTS = [...CORE, "kind.ts", ...KINDS, "kinds.ts", "registry.ts"];
/** Folders of constructs that no kind imports. */
const PLATFORM = ["storage", "observability", "network", "load-balancing", "compute", "edge", "delivery"];

/** @type {readonly { readonly name: string, readonly path: string, readonly may: readonly string[], readonly pure?: boolean, readonly data?: boolean }[]} */
const ROWS = [
  { name: "language", path: "language/", may: [], pure: true },
  { name: "aws", path: "aws/", may: ["language"], pure: true },
  { name: "core", path: "constructs/core/", may: GROUND },
  { name: "watching", path: "constructs/watching/", may: [...GROUND, "core"], pure: true },
  { name: "alarms", path: "constructs/alarms/", may: CORE },
  { name: "kind.ts", path: "constructs/kind[.]ts$", may: CORE, pure: true },
  // A kind imports no other kind.
  ...KINDS.map((kind) => ({ name: kind, path: `constructs/${kind}/`, may: [...CORE, "alarms", "kind.ts"] })),
  { name: "kinds.ts", path: "constructs/kinds[.]ts$", may: ["kind.ts", ...KINDS], pure: true },
  { name: "registry.ts", path: "constructs/registry[.]ts$", may: [...CORE, "kind.ts", "kinds.ts"], pure: true },
  { name: "storage", path: "constructs/storage/", may: CORE },
  { name: "observability", path: "constructs/observability/", may: [...CORE, "alarms", "storage"] },
  { name: "network", path: "constructs/network/", may: [...CORE, "registry.ts", "storage", "observability"] },
  { name: "load-balancing", path: "constructs/load-balancing/", may: [...CORE, "registry.ts", "storage", "observability", "network"] },
  {
    name: "compute",
    path: "constructs/compute/",
    may: [...CORE, "alarms", "registry.ts", "storage", "observability", "network", "load-balancing"],
  },
  {
    name: "edge",
    path: "constructs/edge/",
    may: [...CORE, "alarms", "registry.ts", "storage", "observability", "network", "load-balancing", "compute"],
  },
  { name: "delivery", path: "constructs/delivery/", may: [...CORE, "registry.ts"] },
  // Not index.ts: the import rule would take an import of the package `constructs` for it.
  { name: "public constructs", path: "constructs/public[.]ts$", may: [...CORE, ...KINDS, ...PLATFORM] },
  // Pure: of constructs it can only import the pure files.
  {
    name: "config",
    path: "config/",
    may: [...CONSTRUCTS, "storage", "network", "load-balancing", "compute", "edge", "delivery"],
    pure: true,
  },
  // The environments and previews of a project, which the commands load and main.ts synthesizes.
  { name: "project", path: "project/", may: ["language", "config"], pure: true },
  { name: "names.ts", path: "stacks/names[.]ts$", may: [], pure: true },
  {
    name: "stacks",
    path: "stacks/(?!names[.]ts$)",
    may: [...CONSTRUCTS, "alarms", ...PLATFORM, "config", "names.ts"],
  },
  // The parts of a command that run before the packages are installed, or that are not bundled.
  { name: "bin", path: "bin/", may: [], pure: true },
  // Commands read what was synthesized: of constructs and stacks they import the pure files alone.
  {
    name: "cli",
    path: "cli/",
    may: [...CONSTRUCTS, ...PLATFORM, "config", "project", "names.ts", "bin"],
    pure: true,
  },
  // The public API. The example is a project of its own: it imports nothing else.
  { name: "index.ts", path: "(index|synthesize)[.]ts$", may: ["language", "config", "project", "stacks", "cli"] },
  { name: "environments", path: "environments/", may: ["index.ts"], data: true },
  { name: "main.ts", path: "main[.]ts$", may: ["environments", "index.ts"] },
  // Tests of a project run a synthesis and Terraform.
  { name: "testing", path: "testing/", may: ["config", "project", "stacks", "names.ts", "cli"] },
  {
    name: "tools",
    path: "tools/",
    may: [...GROUND, "registry.ts", "config", "project", "stacks", "environments", "names.ts", "cli", "compute", "bin"],
  },
  { name: "test", path: "test/", may: ["*"] },
  { name: "settings of tools", path: "[^/]+[.](cjs|mjs)$", may: ["bin", "tools"] },
];

/** Pure files in folders that also hold constructs, by name. */
const PURE_NAMES = [
  "kind",
  "kinds",
  "registry",
  "schema",
  "*-schema",
  "settings",
  "stages",
  "rules",
  "*-rules",
  "model",
  "*-model",
  "metrics",
  "metrics-math",
  "watch",
  "rights",
  "losses",
  "price",
  "load",
];

const CDKTF = "node_modules/(cdktf|constructs|@cdktf/(?!.*/package[.]json$))";

const pathOf = (name) => ROWS.find((row) => row.name === name)?.path ?? fail(name);

function fail(name) {
  throw new Error(
    `import-rule.cjs: a row names ${JSON.stringify(name)}, which does not exist. Rows: ${ROWS.map((row) => row.name).join(", ")}`,
  );
}

/** One rule for each row: its files import only the project files that the row lists. */
function importRules() {
  return ROWS.filter(({ may }) => !may.includes("*")).map(({ name, path, may }) => ({
    name: `${name}-imports`,
    severity: "error",
    comment: `${name} may import ${["itself", ...may].join(", ")}: data flows one way (tools/checks/import-rule.cjs).`,
    from: { path: `^${path}` },
    to: {
      pathNot: ["node_modules/", `^${path}`, ...may.map((other) => `^${pathOf(other)}`)],
      dependencyTypesNot: ["core", "npm", "npm-dev"],
    },
  }));
}

/** Pure files do not import cdktf, directly or transitively, types included. */
function purityRules() {
  const byName = PURE_NAMES.map((name) => name.replace("*", "[a-z-]+")).join("|");
  const pure = [
    ...ROWS.filter((row) => row.pure).map(({ path }) => path),
    `constructs/.*/(${byName})[.]ts$`,
    "constructs/[^/]+/(watch|metrics)/",
  ];
  return [
    {
      name: "pure-files",
      severity: "error",
      comment: "These files are pure: they must not import cdktf, directly or transitively.",
      from: { path: pure.map((path) => `^${path}`) },
      to: { path: CDKTF, reachable: true },
    },
    {
      name: "data-files",
      severity: "error",
      comment: "These files are data: they must not import cdktf.",
      from: { path: ROWS.filter((row) => row.data).map(({ path }) => `^${path}`) },
      to: { path: CDKTF },
    },
  ];
}

const CIRCLES = [
  { name: "no-cycle-of-files", severity: "error", comment: "Circular dependency between files.", from: {}, to: { circular: true } },
  {
    name: "no-cycle-of-folders",
    severity: "error",
    comment: "Circular dependency between folders.",
    scope: "folder",
    // Tests may import everything, and share fixtures across folders.
    from: { pathNot: "^test(/|$)" },
    to: { circular: true },
  },
];

const coverage = {
  name: "covered",
  severity: "error",
  comment: "This file is in no row of tools/checks/import-rule.cjs: add its folder there.",
  from: { path: "^(?!node_modules/)", pathNot: ROWS.map(({ path }) => `^${path}`) },
  to: {},
};

/** The configuration of dependency-cruiser (`.dependency-cruiser.cjs`). */
function configuration() {
  return {
    forbidden: [coverage, ...importRules(), ...purityRules(), ...CIRCLES],
    options: {
      // Type imports count too.
      tsPreCompilationDeps: true,
      tsConfig: { fileName: "tsconfig.json" },
      enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "types", "default"] },
      doNotFollow: { path: "node_modules" },
      includeOnly: ["^(?!node_modules|cdktf[.]out|dist/|[.]terrace)[^/]+", CDKTF],
      exclude: { path: "(^|/)([.]terrace|cdktf[.]out|dist|local-aws)/" },
    },
  };
}

module.exports = { configuration, ROWS, PURE_NAMES };
