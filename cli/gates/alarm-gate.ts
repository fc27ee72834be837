import { Problem } from "../problem";
import type { Gate } from "../deploy/run-deployment";
import { formatDuration } from "../terraform/lock-text";
import type { Clock } from "../process/clock";
import type { AlarmReader } from "./alarm-states";
import type { AlarmGroup } from "./page-alarms";
import { firing, compareAlarms, type AlarmStates } from "./compare-alarms";

export interface AlarmGateOptions {
  readonly groups: readonly AlarmGroup[];
  /** Regions that serve nobody: what is wrong there already keeps nobody from deploying, and they need not answer. */
  readonly idle: readonly string[];
  readonly ask: AlarmReader;
  readonly bakeMilliseconds: number;
  /** Whether to deploy although alarms are raised: what is deployed may be what mends them. */
  readonly despiteAlarms: boolean;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** Most alarms look at a minute. */
const LOOK_EVERY_MS = 30_000;

/** Lets a deployment go on to the next region while all alarms that page are quiet, and those that were raised before have not become more. */
export class AlarmGate implements Gate {
  private earlier: readonly (readonly [AlarmGroup, AlarmStates])[] = [];

  public constructor(private readonly options: AlarmGateOptions) {}

  public readonly before = async (): Promise<void> => {
    const { groups, despiteAlarms, say } = this.options;
    this.earlier = await this.askAll(groups);
    const there = this.earlier.filter(([group]) => !this.isIdle(group)).flatMap(([group, states]) => firing(group.names, states));
    if (there.length === 0) return;
    if (despiteAlarms) return there.forEach((line) => say(`raised already, and not counted: ${line}`));
    throw new Problem(
      [
        "Nothing was deployed: these alarms are raised already, so nobody could tell what a deployment does.",
        ...there.map((line) => `  ${line}`),
        "  if what is to be deployed mends them: run it with --despite-alarms; only alarms that are raised anew will stop it",
      ].join("\n"),
    );
  };

  public readonly after = async ({ name }: { readonly name: string }, done: ReadonlySet<string>): Promise<void> => {
    const { bakeMilliseconds, clock, say } = this.options;
    const ends = clock.now() + bakeMilliseconds;
    if (bakeMilliseconds > 0) say(`  ${name}: looking at alarms for ${formatDuration(bakeMilliseconds)}`);
    for (;;) {
      const left = ends - clock.now();
      const found = await this.look(done, left <= 0);
      if (found.length > 0) throw new Problem(closedText(name, found));
      if (left <= 0) return this.tellStillRaised();
      await clock.sleep(Math.min(LOOK_EVERY_MS, left));
    }
  };

  private tellStillRaised(): void {
    const still = this.earlier.filter(([group]) => !this.isIdle(group)).flatMap(([group, states]) => firing(group.names, states));
    still.forEach((line) => this.options.say(`  still raised, as before the deployment: ${line}`));
  }

  private async look(done: ReadonlySet<string>, ended: boolean): Promise<string[]> {
    const now = new Map(await this.askAll(this.options.groups));
    this.earlier = this.earlier.map(([group, before]) => [group, sinceOver(before, now.get(group))]);
    return this.earlier.flatMap(([group, before]) => {
      const states = now.get(group);
      if (!states) return [];
      return compareAlarms({ names: group.names, before, now: states, ended, deployed: done.has(group.stack) });
    });
  }

  /** A region that serves nobody may not answer at all. */
  private async askAll(groups: readonly AlarmGroup[]): Promise<(readonly [AlarmGroup, AlarmStates])[]> {
    const answers = groups.map(async (group): Promise<readonly (readonly [AlarmGroup, AlarmStates])[]> => {
      const { region, names } = group;
      try {
        return [[group, await this.options.ask(region, names)]];
      } catch (error) {
        if (this.isIdle(group)) return [];
        throw new Problem(`CloudWatch in ${region} cannot be asked for alarms: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
    return (await Promise.all(answers)).flat();
  }

  private isIdle({ stack, region }: AlarmGroup): boolean {
    return this.options.idle.includes(region) && stack.includes(region);
  }
}

/** An alarm that was raised before and has been over since is raised anew when it is raised again. */
function sinceOver(before: AlarmStates, now: AlarmStates | undefined): AlarmStates {
  return new Map(
    [...before].map(([name, was]) => {
      const is = now?.get(name);
      return [name, was.state === "ALARM" && is?.state === "OK" ? is : was];
    }),
  );
}

function closedText(step: string, found: readonly string[]): string {
  return [
    `${step}: alarms that page were raised after its deployment. Nothing more was deployed.`,
    ...found.map((line) => `  ${line}`),
    "  to go back: deploy the commit before. Its alarms may last for a while: then with --despite-alarms",
  ].join("\n");
}
