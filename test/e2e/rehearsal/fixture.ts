import * as path from "node:path";
import { applyStacks, planAgain, type Drift } from "../../../cli/cdktf/deploy";
import { readDocument, type Stack } from "../../../cli/synthesis/synthesized";
import { synthesize } from "../../../cli/synthesis/synthesize";
import { startLocalAws, stopLocalAws } from "../../../cli/local/local-aws";
import { openSession, type Session } from "../../../cli/local/session";
import { ensureVenv } from "../../../cli/local/venv";
import { pathsOf } from "../../../cli/paths";
import { readState } from "../../../cli/state/states";
import { StackFolder } from "../../../cli/terraform/targeted-plan";
import { chooseProvider } from "../../../cli/terraform/provider";
import { switchesOf } from "../../../cli/evacuation/switches";
import { COMMAND } from "../../../cli/verb";
import { runVerb, type Answer } from "../support/commands";
import { loseRegion, type LostRegion } from "../support/lost-region";
import { Tree } from "../support/tree";
import { ENVIRONMENTS } from "./environment";

const LIFETIME_SECONDS = 4 * 3600;

type Attributes = Readonly<Record<string, unknown>>;

/** A copy of the repository with the rehearsal's environment, and its own local AWS. */
export class Stage {
  private readonly original = pathsOf(process.cwd(), "rehearsal");
  private opened: Session | undefined;
  private planted: Tree | undefined;

  /** All commands so far, in the notation of a runbook. */
  public readonly commands = new Set<string>();

  public constructor(private readonly environment: string) {}

  public async setUp(): Promise<void> {
    const paths = this.original;
    const [provider] = await Promise.all([chooseProvider(paths), ensureVenv(paths, process.env.TERRACE_PYTHON ?? "python3")]);
    const server = await startLocalAws(paths, { lifetimeSeconds: LIFETIME_SECONDS, parentPid: process.pid });
    this.planted = Tree.plant(paths.root, path.join(paths.home, "rehearsal", "tree"));
    this.planted.replaceEnvironments(ENVIRONMENTS);
    const opened = openSession(paths, this.environment, provider, { server, started: true }, this.planted.root);
    this.opened = { ...opened, paths: { ...pathsOf(this.planted.root, "rehearsal"), python: paths.python } };
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

  /** For clients of any service. */
  public get client() {
    return { endpoint: this.session.server.url, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  }

  public synthesize(): Promise<Stack[]> {
    return synthesize(this.session);
  }

  /** Runs cdktf for the stacks of a pattern, and returns the number of changed resources of each. */
  public async cdktf(
    command: "deploy" | "destroy",
    pattern = `${this.environment}-*`,
    { alone = false } = {},
  ): Promise<Record<string, number | undefined>> {
    const quoted = pattern === `${this.environment}-foundation` ? pattern : `'${pattern}'`;
    this.commands.add(`npx cdktf ${command} ${quoted}${alone ? " --ignore-missing-stack-dependencies" : ""}`);
    const [prefix = "", wildcard] = pattern.split("*");
    const meant = (name: string) => (wildcard === undefined ? name === prefix : name.startsWith(prefix));
    const stacks = (await this.synthesize()).filter(({ name }) => meant(name));
    const timeline = await applyStacks(this.session, stacks, command, { pattern, alone });
    const unfinished = [...timeline.values()].filter(({ state }) => state !== "done").map(({ name }) => name);
    if (unfinished.length > 0) throw new Error(`cdktf ${command} ${pattern} did not finish: ${unfinished.join(", ")}`);
    return Object.fromEntries([...timeline.values()].map(({ name, planned }) => [name, planned]));
  }

  public async plan(...names: readonly string[]): Promise<Drift[]> {
    const all = await this.synthesize();
    const stacks = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
    for (const stack of stacks) await StackFolder.open(this.session, stack);
    return planAgain(this.session, stacks);
  }

  /** Runs a verb in the notation of a runbook, and confirms its prompt. */
  public terrace(command: string): Promise<Answer> {
    return this.terraceAt(this.session.server.url, command);
  }

  /** The same while a region does not respond, except for exempt services. Also returns the requests to the lost region. */
  public async terraceWithout(region: string, spared: readonly string[], command: string): Promise<Answer & Pick<LostRegion, "refused">> {
    const lost = await loseRegion(region, this.session.server.url, spared);
    try {
      return { ...(await this.terraceAt(lost.url, command)), refused: lost.refused };
    } finally {
      await lost.end();
    }
  }

  private terraceAt(url: string, command: string): Promise<Answer> {
    this.commands.add(`${COMMAND} ${command}`);
    return runVerb(this.session, url, `${command} --yes`);
  }

  /** Attributes of all resources of one type in a stack's state, by address. */
  public async attributes(stack: string, type: string): Promise<ReadonlyMap<string, Attributes>> {
    const state = await readState(this.session.s3, this.session.platform.state.bucket, stack);
    const found = (state?.resources ?? []).filter((one) => one.mode === "managed" && one.type === type);
    return new Map(
      found.flatMap(({ name, instances }) =>
        (instances as { attributes: Attributes }[]).map(({ attributes }) => [`${type}.${name}`, attributes] as const),
      ),
    );
  }

  /** The regions that are removed from all public DNS names, and the regions that are removed from some, as deployed. */
  public async regionsOut(): Promise<Record<string, boolean[]>> {
    const edge = `${this.environment}-edge`;
    const [stack] = (await this.synthesize()).filter(({ name }) => name === edge);
    const checks = await this.attributes(edge, "aws_route53_health_check");
    const regions: Record<string, boolean[]> = {};
    for (const { address, region } of stack ? switchesOf(readDocument(stack)) : []) {
      const check = checks.get(address);
      (regions[region] ??= []).push(check?.disabled === true && check.invert_healthcheck === true);
    }
    return regions;
  }
}
