import { Problem } from "../problem";
import type { Gate } from "../deploy/run-deployment";
import { formatDuration } from "../terraform/lock-text";
import type { Clock } from "../process/clock";
import type { AlarmReader } from "./alarm-states";
import type { AlarmGroup } from "./page-alarms";
import { firing, compareAlarms, type AlarmStates } from "./compare-alarms";

export interface AlarmGateOptions {
  readonly groups: readonly AlarmGroup[];
  /** Regions without traffic. Their alarms do not block a deployment, and their CloudWatch may be unreachable. */
  readonly withoutTraffic: readonly string[];
  readonly readAlarms: AlarmReader;
  readonly bakeMilliseconds: number;
  /** Deploy while alarms are firing, because the deployment may resolve them. */
  readonly despiteAlarms: boolean;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** Most alarms have a period of one minute. */
const POLL_MS = 30_000;

/** Passes while no paging alarm starts firing. Alarms that were already firing are ignored. */
export class AlarmGate implements Gate {
  private baseline: readonly (readonly [AlarmGroup, AlarmStates])[] = [];

  public constructor(private readonly options: AlarmGateOptions) {}

  public readonly before = async (): Promise<void> => {
    const { groups, despiteAlarms, say } = this.options;
    this.baseline = await this.readAll(groups);
    const active = this.baseline.filter(([group]) => !this.hasNoTraffic(group)).flatMap(([group, states]) => firing(group.names, states));
    if (active.length === 0) return;
    if (despiteAlarms) return active.forEach((line) => say(`already firing, ignored: ${line}`));
    throw new Problem(
      [
        "Nothing was deployed. These paging alarms are already firing, so the gate cannot detect a regression:",
        ...active.map((line) => `  ${line}`),
        "  fix: if this deployment resolves them, run it with --despite-alarms. Then only alarms that start firing, or recover and fire again, stop it.",
      ].join("\n"),
    );
  };

  public readonly after = async ({ name }: { readonly name: string }, done: ReadonlySet<string>): Promise<void> => {
    const { bakeMilliseconds, clock, say } = this.options;
    const ends = clock.now() + bakeMilliseconds;
    if (bakeMilliseconds > 0) say(`  ${name}: checking alarms for ${formatDuration(bakeMilliseconds)}`);
    for (;;) {
      const left = ends - clock.now();
      const found = await this.check(done, left <= 0);
      if (found.length > 0) throw new Problem(failedText(name, found));
      if (left <= 0) return this.reportStillFiring();
      await clock.sleep(Math.min(POLL_MS, left));
    }
  };

  private reportStillFiring(): void {
    const still = this.baseline.filter(([group]) => !this.hasNoTraffic(group)).flatMap(([group, states]) => firing(group.names, states));
    still.forEach((line) => this.options.say(`  still firing since before the deployment: ${line}`));
  }

  private async check(done: ReadonlySet<string>, ended: boolean): Promise<string[]> {
    const now = new Map(await this.readAll(this.options.groups));
    this.baseline = this.baseline.map(([group, before]) => [group, afterRecovery(before, now.get(group))]);
    return this.baseline.flatMap(([group, before]) => {
      const states = now.get(group);
      if (!states) return [];
      return compareAlarms({ names: group.names, before, now: states, ended, deployed: done.has(group.stack) });
    });
  }

  /** Skips unreachable regions without traffic. */
  private async readAll(groups: readonly AlarmGroup[]): Promise<(readonly [AlarmGroup, AlarmStates])[]> {
    const results = groups.map(async (group): Promise<readonly (readonly [AlarmGroup, AlarmStates])[]> => {
      const { region, names } = group;
      try {
        return [[group, await this.options.readAlarms(region, names)]];
      } catch (error) {
        if (this.hasNoTraffic(group)) return [];
        throw new Problem(`Cannot read alarms from CloudWatch in ${region}: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
    return (await Promise.all(results)).flat();
  }

  private hasNoTraffic({ stack, region }: AlarmGroup): boolean {
    return this.options.withoutTraffic.includes(region) && stack.includes(region);
  }
}

/** An alarm that fired before the deployment and has recovered since counts if it fires again. */
function afterRecovery(before: AlarmStates, now: AlarmStates | undefined): AlarmStates {
  return new Map(
    [...before].map(([name, was]) => {
      const is = now?.get(name);
      return [name, was.state === "ALARM" && is?.state === "OK" ? is : was];
    }),
  );
}

function failedText(step: string, found: readonly string[]): string {
  return [
    `${step}: paging alarms fired after this step. The rollout stopped.`,
    ...found.map((line) => `  ${line}`),
    "  roll back: deploy the previous commit; add --despite-alarms while these alarms are still firing",
  ].join("\n");
}
