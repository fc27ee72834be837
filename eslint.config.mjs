import tseslint from "typescript-eslint";

/** What each folder may import: language, aws ← core ← constructs ← stacks ← main; config imports only pure files of constructs. A pattern is matched against the import as it is written. */
const HOUSE = ["config", "environments", "stacks", "constructs", "planning", "cli", "tools", "local-aws", "test"];
const mayImport = {
  language: [],
  aws: [],
  config: ["constructs"],
  environments: ["config"],
  "constructs/core": ["constructs"],
  constructs: ["constructs"],
  stacks: ["constructs", "config"],
  planning: ["planning", "config"],
  cli: ["planning", "environments", "cli", "config", "constructs", "stacks", "local-aws"],
  tools: ["planning", "environments", "cli", "config", "constructs", "stacks", "tools"],
};

/** Folders that know nothing of Terraform. */
const PURE = ["language", "aws", "config"];

const PROVIDER_BARREL = {
  paths: [{ name: "@cdktf/provider-aws", message: "Import @cdktf/provider-aws/lib/<resource>: the barrel costs two seconds and 575 MB." }],
};

function importRule(folder, allowed) {
  const forbidden = HOUSE.filter((other) => !allowed.includes(other) && other !== folder);
  const patterns = [
    ...forbidden.map((other) => ({
      regex: `^(\\.{1,2}/)+(.*/)?${other}(/|$)`,
      message: `${folder}/ must not import ${other}/ (the import rule: one direction).`,
    })),
    ...(folder === "constructs/core"
      ? [{ regex: "^\\.\\./(?!\\.\\./)", message: "constructs/core/ must not import other constructs (the import rule: one direction)." }]
      : []),
    ...(PURE.includes(folder) ? [{ regex: "^(cdktf|@cdktf|constructs)(/|$)", message: `${folder}/ is pure: no cdktf.` }] : []),
  ];
  return {
    files: [`${folder}/**/*.ts`],
    ...(folder === "constructs" && { ignores: ["constructs/core/**"] }),
    rules: { "no-restricted-imports": ["error", { ...PROVIDER_BARREL, patterns }] },
  };
}

/**
 * What is known of a kind before any construct exists: by the names of the files, in whichever folder. A rule of its own, since a second
 * block with `no-restricted-imports` would replace the import rule of the folder.
 */
const PURE_FILES = "{kind,kinds,registry,schema,*-schema,settings,stages,rules,*-rules,model,*-model,metrics,metrics-math,watch,rights,losses,price,load}";
const pureFiles = {
  files: [`constructs/**/${PURE_FILES}.ts`, "constructs/watching/**/*.ts", "constructs/*/{watch,metrics}/*.ts"],
  // It names types of the provider alone.
  ignores: ["constructs/edge/firewall-rules.ts"],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      { patterns: [{ regex: "^(cdktf|@cdktf|constructs)(/|$)", message: "Files of this name are pure: no cdktf." }] },
    ],
  },
};

/** No clock, randomness, network or environment below main.ts: synthesising twice gives the same bytes. */
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
    "no-restricted-syntax": [
      "error",
      { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Synthesis is deterministic." },
      {
        selector: "BinaryExpression[operator='instanceof'][right.name=/^(App|Construct|Token|Terraform.*|.*Provider)$/]",
        message: "instanceof is false across two installed copies of cdktf: use isTerraformResource, isStack, isConstruct, isUnresolved.",
      },
    ],
    "no-restricted-globals": ["error", "fetch", "setTimeout", "setInterval"],
  },
};

export default tseslint.config(
  { ignores: ["node_modules", "cdktf.out", ".terrace", "**/*.cjs", "**/*.mjs", "**/*.js"] },
  ...tseslint.configs.recommendedTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // A construct is made for its effect on the tree.
      "no-new": "off",
      "max-lines": ["error", { max: 280, skipBlankLines: true, skipComments: true }],
      "no-restricted-imports": ["error", PROVIDER_BARREL],
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
  ...Object.entries(mayImport).map(([folder, allowed]) => importRule(folder, allowed)),
  pureFiles,
  deterministic,
  {
    files: ["test/**/*.ts"],
    rules: { "max-lines": "off", "@typescript-eslint/no-unsafe-assignment": "off", "@typescript-eslint/no-unsafe-member-access": "off" },
  },
);
