import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

interface Row {
  readonly name: string;
  readonly path: string;
  readonly may: readonly string[];
}
interface Rules {
  readonly ROWS: readonly Row[];
}
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { ROWS } = require("../tools/checks/import-rule.cjs") as Rules;

const root = path.join(__dirname, "..");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-imports-"));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** The violations in a folder. dependency-cruiser is an ES module, which jest cannot load: it runs in a process of its own. */
function violationsIn(folder: string): readonly Violation[] {
  const config = path.join(scratch, "config.cjs");
  const rules = path.join(root, "tools/checks/import-rule.cjs");
  fs.writeFileSync(config, `module.exports = require(${JSON.stringify(rules)}).configuration();`);
  const program = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const { stdout, stderr } = spawnSync(process.execPath, [program, "--config", config, "--output-type", "json", "."], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (!stdout.startsWith("{")) throw new Error(`dependency-cruiser failed: ${stderr || stdout}. Installed? npm ci`);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

function filesIn(folder: string): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (/^(\.|node_modules$|cdktf\.out$|dist$|local-aws$)/.test(entry.name)) return [];
    if (entry.isDirectory()) return filesIn(file);
    return /\.([cm]?js|ts|cts)$/.test(entry.name) ? [file] : [];
  });
}

describe("rows of the import rule", () => {
  const files = filesIn("");

  test("cover each file of the project exactly once", () => {
    expect(files.length).toBeGreaterThan(500);
    const rowsOf = (file: string) => ROWS.filter((row) => new RegExp(`^${row.path}`).test(file)).map(({ name }) => name);
    expect(files.map((file) => [file, rowsOf(file)] as const).filter(([, rows]) => rows.length !== 1)).toEqual([]);
  });

  test.each(ROWS.map((row) => [row.name, row] as const))("%s matches existing files", (_name, row) => {
    expect(files.some((file) => new RegExp(`^${row.path}`).test(file))).toBe(true);
  });

  test("allow imports in one direction only", () => {
    const place = (name: string) => ROWS.findIndex((row) => row.name === name);
    const backwards = ROWS.flatMap(({ name, may }) =>
      may.filter((other) => other !== "*" && place(other) >= place(name)).map((to) => [name, to]),
    );
    // The tools run the commands and read the settings in the root folder.
    expect(backwards).toEqual([]);
  });
});

test("the project follows the import rule and has no circular dependency", () => {
  expect(violationsIn(root).map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
});

/** Each file imports the others; the rule that rejects it, or undefined. */
const EXAMPLES = [
  ["language/units.ts", "config/resolve.ts", "language-imports"],
  ["aws/regions.ts", "constructs/core/names.ts", "aws-imports"],
  ["aws/zones.ts", "language/units.ts", undefined],
  ["constructs/core/policy.ts", "constructs/network/network.ts", "core-imports"],
  ["constructs/core/regional-cidrs.ts", "language/units.ts", undefined],
  ["constructs/watching/metric.ts", "constructs/queue/queue.ts", "watching-imports"],
  ["constructs/queue/queue.ts", "constructs/table/table.ts", "queue-imports"],
  ["constructs/queue/kind.ts", "constructs/registry.ts", "queue-imports"],
  ["constructs/queue/kind.ts", "constructs/kind.ts", undefined],
  ["constructs/network/network.ts", "config/resolve.ts", "network-imports"],
  ["constructs/network/vpc.ts", "environments/dev.ts", "network-imports"],
  ["constructs/network/zone.ts", "stacks/platform.ts", "network-imports"],
  ["constructs/observability/composite.ts", "constructs/queue/queue.ts", "observability-imports"],
  ["constructs/alarms/alarms.ts", "constructs/queue/queue.ts", "alarms-imports"],
  ["constructs/queue/model.ts", "constructs/observability/topics.ts", "queue-imports"],
  ["constructs/database/lag-check.ts", "constructs/alarms/alarms.ts", undefined],
  ["config/load.ts", "stacks/platform.ts", "config-imports"],
  ["config/load.ts", "environments/dev.ts", "config-imports"],
  ["config/load.ts", "constructs/queue/model.ts", undefined],
  ["stacks/platform.ts", "environments/dev.ts", "stacks-imports"],
  ["cli/project.ts", "environments/dev.ts", "cli-imports"],
  ["cli/project.ts", "project/project.ts", undefined],
  ["project/project.ts", "environments/dev.ts", "project-imports"],
  ["environments/dev.ts", "config/schema.ts", "environments-imports"],
  ["environments/dev.ts", "index.ts", undefined],
  ["main.ts", "stacks/platform.ts", "main.ts-imports"],
  ["constructs/public.ts", "constructs/queue/queue.ts", undefined],
  ["constructs/secret/secret.ts", "constructs/public.ts", "secret-imports"],
  ["testing/validate.ts", "cli/paths.ts", undefined],
  ["cli/problem.ts", "testing/synthesize.ts", "cli-imports"],
  ["stacks/names.ts", "stacks/edge-stack.ts", "names.ts-imports"],
  ["stacks/edge-stack.ts", "constructs/network/network.ts", undefined],
  ["stacks/platform.ts", "cli/options.ts", "stacks-imports"],
  ["cli/commands/plan.ts", "stacks/platform.ts", "cli-imports"],
  ["cli/commands/plan.ts", "stacks/names.ts", undefined],
  ["cli/commands/plan.ts", "tools/checks/steps.ts", "cli-imports"],
  ["cli/commands/plan.ts", "test/support/synth.ts", "cli-imports"],
  ["tools/commands/check.ts", "cli/options.ts", undefined],
  ["tools/commands/check.ts", "test/support/synth.ts", "tools-imports"],
  ["test/support/synth.ts", "stacks/platform.ts", undefined],
  ["planing/capacity.ts", "language/units.ts", "covered"],
] as const;

describe("an import", () => {
  const imports = new Map<string, string[]>();
  const add = (from: string, to?: string) => imports.set(from, [...(imports.get(from) ?? []), ...(to === undefined ? [] : [to])]);
  for (const [from, to] of EXAMPLES) {
    add(from, to);
    add(to);
  }
  // A value, a type, and a type through another file.
  add("config/value.ts", "cdktf");
  add("language/type.ts", "type cdktf");
  add("constructs/edge/over.ts", "type cdktf");
  add("constructs/edge/model.ts", "type constructs/edge/over.ts");
  add("constructs/edge/distribution.ts", "cdktf");
  add("environments/data.ts", "cdktf");
  add("cli/one.ts", "cli/two.ts");
  add("cli/two.ts", "type cli/one.ts");
  add("cli/plan/plan.ts", "cli/text/text.ts");
  add("cli/text/other.ts", "cli/plan/layers.ts");
  add("cli/text/text.ts");
  add("cli/plan/layers.ts");
  let found: readonly Violation[] = [];

  beforeAll(() => {
    const folder = path.join(scratch, "examples");
    const write = (file: string, text: string) => {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), text);
    };
    write("tsconfig.json", JSON.stringify({ compilerOptions: { module: "node16", moduleResolution: "node16" } }));
    write("package.json", JSON.stringify({ dependencies: { cdktf: "1.0.0" } }));
    write("node_modules/cdktf/package.json", JSON.stringify({ name: "cdktf", version: "1.0.0", main: "lib/index.js" }));
    write("node_modules/cdktf/lib/index.js", "exports.it = 1;");
    for (const [file, targets] of imports) {
      const lines = targets.map((target, index) => {
        const [, type = "", bare = ""] = /^(type )?(.*?)(\.ts)?$/.exec(target) ?? [];
        const relative = path.posix.relative(path.posix.dirname(file), bare);
        const specifier = bare === "cdktf" ? bare : relative.startsWith(".") ? relative : `./${relative}`;
        return `import ${type}{ it as it${index} } from "${specifier}";\nexport type T${index} = typeof it${index};`;
      });
      write(file, `${lines.join("\n")}\nexport const it = 1;\n`);
    }
    found = violationsIn(folder);
  });

  const rulesFor = (from: string, to: string) =>
    found.filter((one) => one.from === from && one.to.endsWith(to)).map(({ rule }) => rule.name);

  test.each(EXAMPLES.flatMap(([from, to, rule]) => (rule === undefined ? [] : [[from, to, rule] as const])))(
    "%s → %s is rejected",
    (from, to, rule) => {
      expect(rulesFor(from, to)).toContain(rule);
    },
  );

  test.each(EXAMPLES.flatMap(([from, to, rule]) => (rule === undefined ? [[from, to] as const] : [])))("%s → %s is allowed", (from, to) => {
    expect(rulesFor(from, to).filter((name) => name.endsWith("-imports") || name === "covered")).toEqual([]);
  });

  test("of cdktf in an environment is rejected only if it is direct: the public API synthesizes", () => {
    expect(found.filter(({ rule }) => rule.name === "data-files").map(({ from }) => from)).toEqual(["environments/data.ts"]);
  });

  test.each(["config/value.ts", "language/type.ts", "constructs/edge/model.ts"])(
    "of cdktf in %s is rejected, directly, as a type or through another file",
    (from) => {
      expect(rulesFor(from, "cdktf/lib/index.js")).toEqual(["pure-files"]);
    },
  );

  test("of cdktf in a construct is allowed", () => {
    expect(rulesFor("constructs/edge/distribution.ts", "cdktf/lib/index.js")).toEqual([]);
  });

  test("that closes a cycle of files is rejected, also for a type", () => {
    const [circle, ...others] = found.filter(({ rule }) => rule.name === "no-cycle-of-files");
    expect([circle?.from, circle?.to].sort()).toEqual(["cli/one.ts", "cli/two.ts"]);
    expect(others).toEqual([]);
  });

  test("that closes a cycle of folders is rejected, even if no two files import each other", () => {
    const circles = found.filter(({ rule }) => rule.name === "no-cycle-of-folders").map(({ from }) => from);
    expect(circles).toEqual(expect.arrayContaining(["cli/plan", "cli/text"]));
  });
});
