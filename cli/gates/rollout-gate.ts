import { Problem } from "../problem";
import { inParallel } from "../process/parallel";
import type { Gate } from "../deploy/run-deployment";
import { formatDuration } from "../terraform/lock-text";
import type { Step } from "../deploy/rollout";
import type { Clock } from "../process/clock";
import type { ServiceReader } from "./ecs-services";
import { judgeRollout, type Rollout, type WantedService } from "./rollouts";

/** A stack with services, and the region that these run in. */
export interface ServiceStack {
  readonly stack: string;
  readonly region: string;
}

export interface RolloutGateOptions {
  readonly stacks: readonly ServiceStack[];
  /** What the state of a stack says of its services. */
  readonly wanted: (stack: string) => Promise<readonly WantedService[]>;
  readonly ask: ServiceReader;
  readonly patienceMilliseconds: number;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

const LOOK_EVERY_MS = 15_000;

/** Lets a deployment go on once ECS has rolled out the services of a step, and has not taken any of them back. */
export class RolloutGate implements Gate {
  public constructor(private readonly options: RolloutGateOptions) {}

  public readonly before = (): Promise<void> => Promise.resolve();

  public readonly after = async ({ name, layers }: Pick<Step, "name" | "layers">): Promise<void> => {
    const { stacks, clock, patienceMilliseconds, say } = this.options;
    const mine = stacks.filter(({ stack }) => layers.some((layer) => layer.includes(stack)));
    const ends = clock.now() + patienceMilliseconds;
    for (let first = true; mine.length > 0; first = false) {
      const found = (await inParallel(mine, mine.length, (stack) => this.look(stack))).flat();
      const underWay = linesOf(found, "under way");
      const left = ends - clock.now();
      const bad = [...linesOf(found, "failed"), ...(left <= 0 ? underWay : [])];
      if (bad.length > 0) throw new Problem(closedText(name, bad));
      if (underWay.length === 0) return;
      if (first)
        say(`  ${name}: waiting for ${underWay.length} of ${found.length} services to be rolled out, for ${formatDuration(left)} at most`);
      await clock.sleep(Math.min(LOOK_EVERY_MS, left));
    }
  };

  private async look({ stack, region }: ServiceStack): Promise<Rollout[]> {
    const wanted = await this.options.wanted(stack);
    const clusters = [...new Set(wanted.map(({ cluster }) => cluster))];
    const answers = clusters.map((cluster) => {
      const names = wanted.filter((service) => service.cluster === cluster).map(({ name }) => name);
      return this.options.ask(region, cluster, names);
    });
    const found = (await Promise.all(answers)).flat();
    return wanted.map((service) =>
      judgeRollout(
        service,
        found.find(({ name }) => name === service.name),
      ),
    );
  }
}

function linesOf(rollouts: readonly Rollout[], wanted: "under way" | "failed"): string[] {
  return rollouts.flatMap((rollout) => (rollout.state === wanted ? [rollout.line] : []));
}

function closedText(step: string, lines: readonly string[]): string {
  return [
    `${step}: what was deployed is not what runs. Nothing more was deployed.`,
    ...lines.map((line) => `  ${line}`),
    "  the tasks that ended tell why: their logs, and what ECS says of the service; a rolled back service serves its users as before",
  ].join("\n");
}

/** One gate behind the other. */
export function inSequence(...gates: readonly Gate[]): Gate {
  return {
    before: async () => {
      for (const gate of gates) await gate.before();
    },
    after: async (step, done) => {
      for (const gate of gates) await gate.after(step, done);
    },
  };
}
