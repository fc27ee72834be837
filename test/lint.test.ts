import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Tests of the lint rules for purity and determinism (`imports.test.ts` tests the import rule). Each source text is linted as a file of its folder. */
const root = join(__dirname, "..");

const REFUSED = [
  ["config/load.ts", `import { App } from "cdktf";`, "This file is pure"],
  ["aws/regions.ts", `import { Token } from "cdktf";`, "This file is pure"],
  ["constructs/queue/model.ts", `import { Token } from "cdktf";`, "This file is pure"],
  ["constructs/database/region-rules.ts", `import type { Construct } from "constructs";`, "This file is pure"],
  ["constructs/cache/watch/nodes.ts", `import { Token } from "cdktf";`, "This file is pure"],
  ["stacks/platform.ts", `import { vpc } from "@cdktf/provider-aws";`, "the barrel costs"],
  ["stacks/platform.ts", `export const home = process.env.HOME;`, "Only main.ts, cli/ and tools/ read the environment"],
  ["stacks/platform.ts", `export const now = new Date();`, "Synthesis is deterministic"],
  [
    "constructs/core/policy.ts",
    `import { TerraformResource } from "cdktf";\nexport const is = (node: unknown) => node instanceof TerraformResource;`,
    "instanceof is false across two installed copies of cdktf",
  ],
  ["stacks/platform.ts", "export const edge = (name: string) => `${name}-edge`;", "Only stacks/names.ts builds stack names and state keys"],
  [
    "cli/commands/promote.ts",
    "export const key = (stack: string) => `${stack}.tfstate`;",
    "Only stacks/names.ts builds stack names and state keys",
  ],
  ["cli/plan/base.ts", `run("git", ["status"]);`, "Only cli/git.ts starts Git"],
  ["tools/commands/check.ts", `spawnSync("terraform", ["init"]);`, "only cli/terraform/terraform.ts starts Terraform"],
  ["test/e2e/delivery/clone.ts", `run("git", ["status"]);`, "Only cli/git.ts starts Git"],
  ["constructs/core/policy.ts", `export const chance = Math.random();`, "Synthesis is deterministic"],
] as const;

const ALLOWED = [
  ["stacks/platform.ts", `import { Network } from "../constructs/network/network";\nexport const N = Network;`],
  [
    "constructs/core/policy.ts",
    `import { seconds } from "../../language/units";\nimport { Construct } from "constructs";\nexport const S = [seconds, Construct];`,
  ],
  ["stacks/platform.ts", `import { Construct } from "constructs";\nexport const C = Construct;`],
] as const;

/**
 * ESLint loads its configuration as a module, which jest cannot: it runs once, in a process of its own. It runs the rules that are tested
 * here and no other, and these need no types: to load the types of the whole project for each text takes 15 seconds.
 */
const PROGRAM = `
  import { ESLint } from "eslint";
  const eslint = new ESLint({
    ruleFilter: ({ ruleId }) => ruleId.replace("@typescript-eslint/", "").startsWith("no-restricted"),
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  });
  const messages = [];
  for (const [filePath, code] of JSON.parse(process.env.CASES)) {
    const [result] = await eslint.lintText(code, { filePath });
    messages.push(result.messages.map(({ message }) => message));
  }
  console.log(JSON.stringify(messages));`;

let messages: string[][];

beforeAll(() => {
  const cases = [...REFUSED, ...ALLOWED].map(([file, code]) => [file, code]);
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", PROGRAM], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, CASES: JSON.stringify(cases) },
  });
  messages = JSON.parse(stdout) as string[][];
});

test.each(REFUSED.map(([file, code, message], index) => [file, code, message, index] as const))(
  "in %s, %s is rejected",
  (_file, _code, message, index) => {
    expect(messages[index]).toEqual([expect.stringContaining(message)]);
  },
);

test.each(ALLOWED.map(([file, code], index) => [file, code, REFUSED.length + index] as const))(
  "in %s, %s is allowed",
  (_file, _code, index) => {
    expect(messages[index]).toEqual([]);
  },
);
