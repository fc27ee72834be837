import tseslint from "typescript-eslint";
import importRule from "./tools/checks/import-rule.cjs";

const PROVIDER_BARREL = {
  paths: [{ name: "@cdktf/provider-aws", message: "Import @cdktf/provider-aws/lib/<resource>: the barrel costs two seconds and 575 MB." }],
};

/**
 * Pure folders, and pure files in other folders, by name. Which folder may import which is in tools/checks/import-rule.cjs, which also follows
 * imports over other files; this rule reports violations in an editor.
 */
const pureFiles = {
  files: [
    "{language,aws,config,environments}/**/*.ts",
    "stacks/names.ts",
    `constructs/**/{${importRule.PURE_NAMES.join(",")}}.ts`,
    "constructs/watching/**/*.ts",
    "constructs/*/{watch,metrics}/*.ts",
  ],
  // It imports only types of the provider.
  ignores: ["constructs/edge/firewall-rules.ts"],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      { patterns: [{ regex: "^(cdktf|@cdktf|constructs)(/|$)", message: "This file is pure: no cdktf." }] },
    ],
  },
};

const DETERMINISTIC_SYNTAX = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Synthesis is deterministic." },
  {
    selector: "BinaryExpression[operator='instanceof'][right.name=/^(App|Construct|Token|Terraform.*|.*Provider)$/]",
    message: "instanceof is false across two installed copies of cdktf: use isTerraformResource, isStack, isConstruct, isUnresolved.",
  },
];

const STACK_NAMES = ["^-(foundation|data|network|edge|service|watch)$", "^-database-$", "^\\.tfstate"].map((text) => ({
  selector: `TemplateElement[value.raw=/${text}/]`,
  message: "Only stacks/names.ts builds stack names and state keys: use stackName() or stateKey().",
}));

const PROGRAMS = {
  selector: "CallExpression[callee.name=/^(run|spawn|spawnSync|exec.*)$/][arguments.0.value=/^(git|terraform)$/]",
  message: "Only cli/git.ts starts Git and only cli/terraform/terraform.ts starts Terraform.",
};

/** Tasks of one module that no other module may do. */
const oneModuleEach = [
  {
    files: ["stacks/**/*.ts"],
    ignores: ["stacks/names.ts"],
    rules: { "no-restricted-syntax": ["error", ...DETERMINISTIC_SYNTAX, ...STACK_NAMES] },
  },
  {
    files: ["cli/**/*.ts", "tools/**/*.ts", "test/e2e/**/*.ts"],
    ignores: ["cli/git.ts", "cli/terraform/terraform.ts"],
    rules: { "no-restricted-syntax": ["error", PROGRAMS] },
  },
  {
    files: ["cli/**/*.ts", "tools/**/*.ts"],
    // errored-state.ts names files of Terraform on this machine.
    ignores: ["cli/git.ts", "cli/terraform/{terraform,errored-state}.ts"],
    rules: { "no-restricted-syntax": ["error", PROGRAMS, ...STACK_NAMES] },
  },
];

/** No clock, randomness, network or environment variables below main.ts: each synthesis produces the same bytes. */
const deterministic = {
  files: [
    "language/**/*.ts",
    "aws/**/*.ts",
    "config/**/*.ts",
    "environments/**/*.ts",
    "constructs/**/*.ts",
    "stacks/**/*.ts",
    "planning/**/*.ts",
  ],
  rules: {
    "no-restricted-properties": [
      "error",
      { object: "process", property: "env", message: "Only main.ts, cli/ and tools/ read the environment." },
      { object: "Math", property: "random", message: "Synthesis is deterministic." },
      { object: "Date", property: "now", message: "Synthesis is deterministic." },
    ],
    "no-restricted-syntax": ["error", ...DETERMINISTIC_SYNTAX],
    "no-restricted-globals": ["error", "fetch", "setTimeout", "setInterval"],
  },
};

export default tseslint.config(
  { ignores: ["node_modules", "cdktf.out", "dist", ".terrace", "**/*.cjs", "**/*.mjs", "**/*.js"] },
  ...tseslint.configs.recommendedTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // A construct is created for its effect on the tree.
      "no-new": "off",
      "max-lines": ["error", { max: 280, skipBlankLines: true, skipComments: true }],
      "no-restricted-imports": ["error", PROVIDER_BARREL],
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
  pureFiles,
  deterministic,
  ...oneModuleEach,
  {
    files: ["test/**/*.ts"],
    rules: { "max-lines": "off", "@typescript-eslint/no-unsafe-assignment": "off", "@typescript-eslint/no-unsafe-member-access": "off" },
  },
);
