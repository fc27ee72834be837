import { environmentEntry, identifierOf } from "../source/identifier";
import type { Answers } from "./answers";
import { environmentSource } from "./environment-source";
import { mergedPackage, type PackageJson } from "./package-json";
import { projectReadme } from "./readme";

/** Texts by path below the project's folder. */
export type Files = Readonly<Record<string, string>>;

export interface InitContext {
  /** The current package.json of the folder; undefined if there is none. */
  readonly existingPackage: string | undefined;
  /** package.json of the installed Terrace. */
  readonly terrace: PackageJson;
  /** Text of `templates/terrace.yml`. */
  readonly workflow: string;
  /** A new UUID. */
  readonly projectId: string;
}

/** All files of a new project: at most ten. */
export function projectFiles(answers: Answers, context: InitContext): Files {
  const { environment } = answers;
  return {
    "package.json": mergedPackage(context.existingPackage, answers.name, context.terrace),
    "cdktf.json": json(CDKTF(context.projectId)),
    "tsconfig.json": json(TSCONFIG),
    "main.ts": MAIN,
    "environments/index.ts": indexSource(environment),
    [`environments/${environment}.ts`]: environmentSource(answers),
    "test/platform.test.ts": TEST,
    "README.md": projectReadme(answers),
    ".gitignore": IGNORED,
    ...(answers.ci && { ".github/workflows/terrace.yml": workflowFor(context.workflow, answers) }),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const CDKTF = (projectId: string) => ({
  language: "typescript",
  app: "node -e \"require('@terrace-aws/terrace/run')\" main.ts",
  projectId,
  sendCrashReports: "false",
  terraformProviders: [],
  terraformModules: [],
  targetVersions: { terraform: ">=1.11", opentofu: ">=1.11" },
  context: {},
});

const TSCONFIG = {
  compilerOptions: {
    target: "ES2022",
    module: "ESNext",
    moduleResolution: "bundler",
    lib: ["ES2022"],
    types: ["node", "jest"],
    strict: true,
    noUncheckedIndexedAccess: true,
    isolatedModules: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ["**/*.ts"],
  exclude: ["node_modules", "cdktf.out", ".terrace"],
};

const MAIN = `import { synthesize } from "@terrace-aws/terrace";
import project from "./environments";

/** Run by \`cdktf synth\`, see cdktf.json. ENVIRONMENT=<name> limits it to one environment. */
synthesize(project);
`;

function indexSource(environment: string): string {
  return `import { defineProject } from "@terrace-aws/terrace";
import { ${identifierOf(environment)} } from "./${environment}";

/** All environments by name. \`terrace add environment\` adds one. */
export default defineProject({ environments: { ${environmentEntry(environment)} } });
`;
}

const TEST = `import { synthesizeProject, validateStacks } from "@terrace-aws/terrace/testing";
import project from "../environments";

const stacks = synthesizeProject(project);

/** Shows in a review what a change does to the Terraform configuration. After an intended change: npx jest --updateSnapshot */
test.each(Object.keys(stacks))("%s is unchanged", (stack) => {
  expect(stacks[stack]).toMatchSnapshot();
});

/** Terraform's AWS provider checks all arguments, without an AWS account. */
test("the provider reports no error", async () => {
  await expect(validateStacks(project)).resolves.toBeUndefined();
});
`;

const IGNORED = `node_modules/
.terrace/
cdktf.out/
.terraform/
*.tfstate
*.tfstate.*
`;

function workflowFor(template: string, { environment, regions: [region = ""] }: Answers): string {
  return template
    .replaceAll("__ENVIRONMENT__", environment)
    .replaceAll("__VARIABLE__", environment.toUpperCase())
    .replaceAll("__REGION__", region);
}
