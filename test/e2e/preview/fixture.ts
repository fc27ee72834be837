import * as path from "node:path";
import { previewName } from "../../../project/previews";
import { readStacks, type Stack } from "../../../cli/synthesis/synthesized";
import { synthesize } from "../../../cli/synthesis/synthesize";
import { startLocalAws, stopLocalAws } from "../../../cli/local/local-aws";
import { openSession, type Session } from "../../../cli/local/session";
import { ensureVenv } from "../../../cli/local/venv";
import { pathsOf } from "../../../cli/paths";
import { run } from "../../../cli/process/run";
import { chooseProvider } from "../../../cli/terraform/provider";
import { COMMAND } from "../../../cli/verb";
import { ENTRY, shellVariables, wordsOf, type Answer } from "../support/commands";
import { Tree } from "../support/tree";
import { environmentsFor } from "./environments";

const NAME = "preview";
const LIFETIME_SECONDS = 2 * 3600;

/** A copy of the repository with previews of a fixture, enabled for a repository of GitHub, and a local AWS. */
export class PreviewFixture {
  private readonly original = pathsOf(process.cwd(), NAME);
  private opened: Session | undefined;
  private planted: Tree | undefined;

  public constructor(private readonly pullRequest: number) {}

  public async setUp(delivery: object): Promise<void> {
    const paths = this.original;
    const [provider] = await Promise.all([chooseProvider(paths), ensureVenv(paths, process.env.TERRACE_PYTHON ?? "python3")]);
    const server = await startLocalAws(paths, { lifetimeSeconds: LIFETIME_SECONDS, parentPid: process.pid });
    this.planted = Tree.plant(paths.root, path.join(paths.home, NAME, "tree"));
    this.planted.replaceEnvironments(environmentsFor(delivery));
    const session = openSession(paths, previewName(this.pullRequest), provider, { server, started: true }, this.planted.root);
    this.opened = { ...session, paths: { ...pathsOf(this.planted.root, NAME), python: paths.python } };
  }

  public async tearDown(): Promise<void> {
    await stopLocalAws(this.original);
  }

  public get session(): Session {
    if (!this.opened) throw new Error("the fixture is not set up");
    return this.opened;
  }

  public get tree(): Tree {
    if (!this.planted) throw new Error("the fixture is not set up");
    return this.planted;
  }

  public get bucket(): string {
    return this.session.platform.state.bucket;
  }

  public synthesize(): Promise<Stack[]> {
    return synthesize(this.session);
  }

  /** Runs a verb in the notation of a workflow. */
  public terrace(command: string, variables: NodeJS.ProcessEnv = {}): Promise<Answer> {
    return this.run(`${COMMAND} ${command}`, process.execPath, [ENTRY, ...wordsOf(command)], variables);
  }

  /** Deploys a stack manually, once. */
  public async cdktfDeploy(stack: string): Promise<Answer> {
    const program = path.join(this.session.paths.root, "node_modules", ".bin", "cdktf");
    const args = ["deploy", stack, "--auto-approve", "--skip-provider-lock", "--no-color"];
    const result = await this.run(`npx cdktf deploy ${stack}`, program, args);
    const known = readStacks(path.join(this.session.paths.root, "cdktf.out")).map(({ name }) => name);
    if (!known.includes(stack)) throw new Error(`there is no ${stack} among ${known.join(", ")}`);
    return result;
  }

  /** Runs a command in a shell whose variables point at the local AWS only. */
  private async run(shown: string, program: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<Answer> {
    const { paths } = this.session;
    const env = { ...shellVariables(this.session), ...variables };
    const { code, stdout, stderr } = await run(program, [...args], { cwd: paths.root, env });
    const output = `${stdout}${stderr}`;
    const lines = output.split("\n").filter((line) => !line.startsWith("npm warn") && !line.startsWith("Target: "));
    console.log(`$ ${shown}\n${lines.slice(-40).join("\n")}`);
    return { code, output: lines.join("\n") };
  }
}
