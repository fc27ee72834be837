import * as fs from "node:fs";
import * as path from "node:path";
import { Problem } from "../../cli/problem";
import { run, type Finished } from "../../cli/process/run";
import { readStacks } from "../../cli/synthesis/synthesized";
import { check, mustMatch, mustRun } from "./checks";
import { checkPaths, type Tarball } from "./tarball";

const PACKAGE = "@terrace-aws/terrace";
const NPM = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
/** The name of the environment; not the default, so that nothing depends on it. */
const ENVIRONMENT = "live";
const INIT = [
  ...["init", "--name", "shop", "--domain", "shop.example.com", "--region", "us-east-1", "--service", "web:3000"],
  ...["--image", "registry.example.com/shop/web:1.0.0", "--database", "postgres", "--environment", ENVIRONMENT, "--yes"],
];
const MOST_FILES = 10;
/** Files of npm, which init does not write. */
const OF_NPM = ["node_modules", "package-lock.json"];

/** A new project in an empty folder. Only the tarball comes from this repository. */
export class NewProject {
  public constructor(
    private readonly root: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  public async install(tarball: Tarball, repository: string): Promise<void> {
    fs.mkdirSync(this.root);
    await check("npm init -y && npm i <tarball>", async () => {
      await this.must("npm", "init", "-y");
      await this.must("npm", "install", ...NPM, tarball.file);
      checkPaths(path.join(this.root, "node_modules", PACKAGE), tarball, repository);
    });
    await check("one copy of cdktf, constructs and the AWS bindings", async () => {
      const { stdout } = await this.must("npm", "ls", "--all", "--json", "cdktf", "constructs", "@cdktf/provider-aws");
      for (const name of ["cdktf", "constructs", "@cdktf/provider-aws"]) {
        const versions = new Set(versionsIn(JSON.parse(stdout) as Dependencies, name));
        if (versions.size !== 1) throw new Problem(`${name} is installed as ${[...versions].join(", ") || "nothing"}:\n${stdout}`);
      }
    });
  }

  public async init(): Promise<void> {
    await check("terrace outside of a project reports how to create one", async () => {
      const { code, stderr } = await this.terrace("validate");
      if (code === 0) throw new Problem("terrace validate succeeded without a project");
      mustMatch(stderr, /not in a Terrace project/, /npx --no-install terrace init/, /^(?!.*^\s+at )/ms);
    });
    await check(`terrace ${INIT.join(" ")}`, async () => {
      const { stdout } = await this.mustTerrace(...INIT);
      const files = filesIn(this.root).filter((file) => !OF_NPM.includes(file.split("/")[0] ?? ""));
      if (files.length > MOST_FILES) throw new Problem(`init wrote ${files.length} files:\n${files.join("\n")}\n${stdout}`);
      mustMatch(files.join("\n"), /^cdktf\.json$/m, /^tsconfig\.json$/m, /^main\.ts$/m, /^environments\/index\.ts$/m, /^README\.md$/m);
    });
  }

  /** Before the deployment begins, because it edits an environment. */
  public async mistakes(): Promise<void> {
    await check("an environment with a mistake is an error with its file and its line", () => this.breakAndRepair());
  }

  public async validate(): Promise<void> {
    await check("terrace validate", async () => mustMatch((await this.mustTerrace("validate")).stdout, /^live is valid/m));
    await check("terrace show", async () =>
      mustMatch((await this.mustTerrace("show", ENVIRONMENT)).stdout, /shop\.example\.com/, /us-east-1/),
    );
    await check("npx cdktf synth", async () => {
      await this.must("npx", "--no-install", "cdktf", "synth");
      const names = readStacks(path.join(this.root, "cdktf.out")).map(({ name }) => name);
      mustMatch(names.join("\n"), /-foundation$/m, /-us-east-1-database-main$/m, /-us-east-1-service$/m);
    });
  }

  private async breakAndRepair(): Promise<void> {
    const file = path.join(this.root, "environments", "index.ts");
    const before = fs.readFileSync(file, "utf8");
    try {
      fs.writeFileSync(file, `${before}\nconst broken = ;\n`);
      const { code, stderr } = await this.terrace("validate");
      if (code === 0) throw new Problem("terrace validate succeeded with a syntax error");
      mustMatch(stderr, /environments\/index\.ts:\d+: Unexpected ";"/, /^(?!.*^\s+at )/ms);
    } finally {
      fs.writeFileSync(file, before);
    }
  }

  /** The types of the package itself, without `skipLibCheck`; errors of other packages do not count. */
  public async types(): Promise<void> {
    await check("types of all entry points, with skipLibCheck: false", async () => {
      const entries = ["", "/constructs", "/stacks", "/testing"].map((entry, index) => `import * as e${index} from "${PACKAGE}${entry}";`);
      fs.writeFileSync(path.join(this.root, "entries.ts"), `${entries.join("\n")}\nexport const all = [e0, e1, e2, e3];\n`);
      for (const resolution of [
        ["nodenext", "nodenext"],
        ["esnext", "bundler"],
      ]) {
        const [module = "", moduleResolution = ""] = resolution;
        const options = ["--noEmit", "--strict", "--target", "es2022", "--module", module, "--moduleResolution", moduleResolution];
        const { stdout } = await this.run(
          "npx",
          "--no-install",
          "tsc",
          ...options,
          "--skipLibCheck",
          "false",
          "--types",
          "node",
          "entries.ts",
        );
        const own = stdout.split("\n").filter((line) => /^(node_modules\/@terrace-aws\/|entries\.ts)/.test(line));
        if (own.length > 0) throw new Problem(own.join("\n"));
      }
      fs.rmSync(path.join(this.root, "entries.ts"));
    });
  }

  public async test(): Promise<void> {
    await check("npm test: types, snapshot, and the provider's validation", async () => {
      const { stdout, stderr } = await this.must("npm", "test");
      mustMatch(stdout + stderr, /Tests: .*passed/, /snapshots? written/);
    });
  }

  public async dev(): Promise<void> {
    await check("terrace dev", async () => {
      const { stdout, stderr } = await this.mustTerrace("dev");
      mustMatch(stdout + stderr, /second plan/i);
    });
  }

  public async plan(): Promise<void> {
    await check("terrace plan: no changes, on the local AWS", async () => {
      const { stdout, stderr } = await this.mustTerrace("plan", ENVIRONMENT, "--detailed-exitcode");
      mustMatch(stdout + stderr, /no changes/i);
    });
  }

  public async stop(): Promise<void> {
    await check("terrace dev stop", async () => mustMatch((await this.mustTerrace("dev", "stop")).stdout, /Stopped/));
  }

  /** Ends the server of a failed run. */
  public async tidyUp(): Promise<void> {
    if (fs.existsSync(path.join(this.root, ".terrace"))) await this.terrace("dev", "stop");
  }

  private terrace(...args: readonly string[]): Promise<Finished> {
    return this.run("npx", "--no-install", "terrace", ...args);
  }

  private mustTerrace(...args: readonly string[]): Promise<Finished> {
    return this.must("npx", "--no-install", "terrace", ...args);
  }

  private run(program: string, ...args: readonly string[]): Promise<Finished> {
    return run(program, args, { cwd: this.root, env: this.env });
  }

  private must(program: string, ...args: readonly string[]): Promise<Finished> {
    return mustRun(program, args, { cwd: this.root, env: this.env });
  }
}

interface Dependencies {
  readonly dependencies?: Readonly<Record<string, Dependencies & { readonly version?: string }>>;
}

/** It has its own exact version of constructs, in a process of its own. */
const CLI = "cdktf-cli";

/** The versions of a package in the output of `npm ls --json`, other than those of cdktf-cli. */
function versionsIn({ dependencies = {} }: Dependencies, name: string): readonly string[] {
  const libraries = Object.entries(dependencies).filter(([key]) => key !== CLI);
  return libraries.flatMap(([key, value]) => [
    ...(key === name && value.version !== undefined ? [value.version] : []),
    ...versionsIn(value, name),
  ]);
}

function filesIn(root: string, folder = ""): readonly string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (OF_NPM.includes(file) || entry.name === ".terrace") return [];
    return entry.isDirectory() ? filesIn(root, file) : [file];
  });
}
