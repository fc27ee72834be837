import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findProcesses, hasArguments, hasVariable, identityOf, type ProcessIdentity } from "../../../cli/process/identity";
import { RUN_MARKER } from "../../../cli/local/killed-run";
import { pathsOf, type Paths } from "../../../cli/paths";

/** The name of the only environment and of its only stack. */
const ENVIRONMENT = "tiny";
const STACK = `${ENVIRONMENT}-data`;
const BUCKET = `${ENVIRONMENT}-states`;

/**
 * A synthesis of one stack in seconds: roles that exist immediately, and a step that takes a while after them, during which the state is locked and the
 * roles are in no state. A role that was created but is in no state cannot be created again.
 */
const PROGRAM = `
const { App, S3Backend, TerraformStack } = require("cdktf");
const { roles, step } = JSON.parse(require("node:fs").readFileSync("settings.json", "utf8"));
const app = new App();
const stack = new TerraformStack(app, "${STACK}");
new S3Backend(stack, { bucket: "${BUCKET}", key: "${STACK}.tfstate", region: "us-east-1", encrypt: true });
stack.addOverride("terraform.backend.s3.use_lockfile", true);
stack.addOverride("terraform.backend.s3.use_path_style", true);
stack.addOverride("terraform.required_providers.aws", { source: "aws", version: require("@cdktf/provider-aws/package.json").cdktf.provider.version });
stack.addOverride("provider.aws", [{ region: "us-east-1" }]);
const assume = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }] });
for (const role of roles) stack.addOverride("resource.aws_iam_role." + role, { name: role, assume_role_policy: assume });
stack.addOverride("resource.terraform_data.Slow", {
  triggers_replace: [step],
  depends_on: roles.map((role) => "aws_iam_role." + role),
  provisioner: [{ "local-exec": { command: "sleep 6" } }],
});
app.synth();
`;

export interface Settings {
  readonly roles: readonly string[];
  /** Another number runs the slow step again. */
  readonly step: number;
}

export interface Ended {
  readonly code: number;
  readonly output: string;
}

export interface Run {
  readonly identity: ProcessIdentity;
  readonly ended: Promise<Ended>;
}

/** A project of one small environment, and the `terrace` command in it. */
export class SmallProject {
  public readonly root: string;
  public readonly paths: Paths;

  public constructor(private readonly repository: Paths) {
    this.root = path.join(repository.home, "test-dev", "project");
    this.paths = pathsOf(this.root);
  }

  public setUp(): void {
    fs.rmSync(this.root, { recursive: true, force: true });
    for (const folder of ["environments", ".terrace"]) fs.mkdirSync(path.join(this.root, folder), { recursive: true });
    const { root } = this.repository;
    fs.symlinkSync(path.join(root, "node_modules"), path.join(this.root, "node_modules"), "dir");
    fs.symlinkSync(this.repository.venv, this.paths.venv, "dir");
    const cdktf = { language: "typescript", app: "node main.cjs", projectId: ENVIRONMENT, sendCrashReports: "false" };
    this.write("cdktf.json", JSON.stringify(cdktf));
    this.write("main.cjs", PROGRAM);
    const environment = {
      name: ENVIRONMENT,
      stage: "single-region",
      domainName: "tiny.example.com",
      removalPolicy: "destroy",
      state: { bucket: BUCKET, region: "us-east-1" },
      regions: { "us-east-1": { primary: true } },
      queues: { jobs: {} },
    };
    this.write(
      "environments/index.ts",
      [
        `import { defineProject } from ${JSON.stringify(path.join(root, "project", "project"))};`,
        `export default defineProject({ environments: { ${ENVIRONMENT}: ${JSON.stringify(environment)} } });`,
      ].join("\n"),
    );
  }

  private write(file: string, text: string): void {
    fs.writeFileSync(path.join(this.root, file), text);
  }

  public settings(settings: Settings): void {
    this.write("settings.json", JSON.stringify(settings));
  }

  /** Starts a verb in a process group of its own, as a terminal does. */
  public start(...args: readonly string[]): Run {
    const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|CDKTF_|npm_)/.test(name)));
    const program = path.join(this.repository.root, "bin", "terrace.cjs");
    const child = spawn(process.execPath, [program, ...args], {
      cwd: this.root,
      env: kept,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const identity = identityOf(child.pid ?? 0);
    if (!identity) throw new Error(`terrace ${args.join(" ")} did not start`);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on("error", reject);
      // Not "close": children of a killed run keep the pipes open.
      child.on("exit", (code, signal) => {
        setTimeout(() => {
          console.log(`$ terrace ${args.join(" ")} (${signal ?? `exit code ${code}`})\n${output}`);
          resolve({ code: code ?? 1, output });
        }, 200);
      });
    });
    return { identity, ended };
  }

  public run(...args: readonly string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  /** Waits until the server has received an operation after a number of requests. */
  public async operation(name: string, run: Run, seen = 0): Promise<void> {
    await this.until(
      `the request ${name}`,
      () =>
        this.requests()
          .slice(seen)
          .some((line) => line.includes(`"${name}"`)),
      run,
    );
  }

  public requests(): readonly string[] {
    try {
      return fs.readFileSync(this.paths.serverLog, "utf8").split("\n").filter(Boolean);
    } catch {
      return [];
    }
  }

  public async until(what: string, condition: () => boolean, { ended, identity }: Run): Promise<void> {
    for (const deadline = performance.now() + 240_000; performance.now() < deadline; await sleep(20)) {
      if (condition()) return;
      if (!identityOf(identity.pid)) throw new Error(`terrace ended before ${what}:\n${(await ended).output}`);
    }
    throw new Error(`${what} did not happen`);
  }

  /** Processes of the local AWS. */
  public servers(): readonly ProcessIdentity[] {
    return findProcesses((pid) => hasArguments(pid, ["--ready-file", this.paths.readyFile]));
  }

  /** Terraform, its provider and cdktf. */
  public children(): readonly ProcessIdentity[] {
    return findProcesses((pid) => hasVariable(pid, RUN_MARKER, this.paths.readyFile));
  }
}
