import { Problem } from "../problem";
import { inParallel } from "../process/parallel";
import type { Gate } from "../deploy/run-deployment";
import { formatDuration } from "../terraform/lock-text";
import type { Step } from "../deploy/rollout";
import type { Clock } from "../process/clock";
import type { ServiceReader } from "./ecs-services";
import { checkRollout, type Rollout, type WantedService } from "./rollouts";

/** A stack with services, and the region that these run in. */
export interface ServiceStack {
  readonly stack: string;
  readonly region: string;
}

export interface RolloutGateOptions {
  readonly stacks: readonly ServiceStack[];
  /** The services of a stack in its state. */
  readonly wanted: (stack: string) => Promise<readonly WantedService[]>;
  readonly readServices: ServiceReader;
  readonly timeoutMilliseconds: number;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

const POLL_MS = 15_000;

/** Passes once ECS has rolled out the services of a step. Fails if ECS rolls one back. */
export class RolloutGate implements Gate {
  public constructor(private readonly options: RolloutGateOptions) {}

  public readonly before = (): Promise<void> => Promise.resolve();

  public readonly after = async ({ name, layers }: Pick<Step, "name" | "layers">): Promise<void> => {
    const { stacks, clock, timeoutMilliseconds, say } = this.options;
    const mine = stacks.filter(({ stack }) => layers.some((layer) => layer.includes(stack)));
    const ends = clock.now() + timeoutMilliseconds;
    for (let first = true; mine.length > 0; first = false) {
      const found = (await inParallel(mine, mine.length, (stack) => this.rolloutsOf(stack))).flat();
      const inProgress = linesOf(found, "in progress");
      const left = ends - clock.now();
      const bad = [...linesOf(found, "failed"), ...(left <= 0 ? inProgress : [])];
      if (bad.length > 0) throw new Problem(failedText(name, bad));
      if (inProgress.length === 0) return;
      if (first) say(`  ${name}: waiting up to ${formatDuration(left)} for ${inProgress.length} of ${found.length} services to roll out`);
      await clock.sleep(Math.min(POLL_MS, left));
    }
  };

  private async rolloutsOf({ stack, region }: ServiceStack): Promise<Rollout[]> {
    const wanted = await this.options.wanted(stack);
    const clusters = [...new Set(wanted.map(({ cluster }) => cluster))];
    const results = clusters.map((cluster) => {
      const names = wanted.filter((service) => service.cluster === cluster).map(({ name }) => name);
      return this.options.readServices(region, cluster, names);
    });
    const found = (await Promise.all(results)).flat();
    return wanted.map((service) =>
      checkRollout(
        service,
        found.find(({ name }) => name === service.name),
      ),
    );
  }
}

function linesOf(rollouts: readonly Rollout[], wanted: "in progress" | "failed"): string[] {
  return rollouts.flatMap((rollout) => (rollout.state === wanted ? [rollout.line] : []));
}

function failedText(step: string, lines: readonly string[]): string {
  return [
    `${step}: ECS does not run the deployed revision. The rollout stopped.`,
    ...lines.map((line) => `  ${line}`),
    "  cause: see the stopped tasks, their logs and the ECS service events. A rolled-back service keeps serving the previous revision.",
  ].join("\n");
}

/** Combines gates, in order. */
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
