import type { S3Client } from "@aws-sdk/client-s3";
import type { Platform } from "../../config/model";
import { readDocument, type Stack } from "../synthesis/synthesized";
import { readState } from "../state/states";
import type { Gate } from "../deploy/run-deployment";
import type { Clock } from "../process/clock";
import { AlarmGate } from "./alarm-gate";
import { cloudWatchAlarms } from "./alarm-states";
import { ecsServices } from "./ecs-services";
import { isWatch, pageAlarmsOf } from "./page-alarms";
import { inSequence, RolloutGate } from "./rollout-gate";
import { servicesIn } from "./rollouts";

/**
 * ECS stops after a number of failed task starts, each of which may take minutes. A failing rollout took 20 minutes in practice, and a slow
 * healthy one takes as long.
 *
 * @see https://github.com/pulumi/pulumi-awsx/issues/1848
 */
const ROLLOUT_TIMEOUT_MS = 45 * 60_000;

export interface GatesOptions {
  readonly platform: Platform;
  readonly stacks: readonly (Stack & { readonly region?: string })[];
  /** Client of the state bucket. */
  readonly client: S3Client;
  readonly bakeMilliseconds: number;
  readonly despiteAlarms: boolean;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** The gates between two steps. The ECS gate is first, so that the bake time starts once the new tasks serve traffic. */
export function gatesOf({ platform, stacks, client, ...rest }: GatesOptions): Gate {
  const { clock, say } = rest;
  const rollouts = new RolloutGate({
    stacks: stacks.flatMap(({ name, region, resources }) =>
      region !== undefined && resources.some(({ address }) => address.startsWith("aws_ecs_service.")) ? [{ stack: name, region }] : [],
    ),
    wanted: async (stack) => {
      const state = await readState(client, platform.state.bucket, stack);
      return state ? servicesIn(state) : [];
    },
    readServices: ecsServices(),
    timeoutMilliseconds: ROLLOUT_TIMEOUT_MS,
    clock,
    say,
  });
  const alarms = new AlarmGate({
    ...rest,
    groups: stacks.filter(({ name }) => isWatch(name)).map((stack) => pageAlarmsOf(stack.name, readDocument(stack))),
    withoutTraffic: platform.regions.filter(({ evacuated, decommissioning }) => evacuated || decommissioning).map(({ name }) => name),
    readAlarms: cloudWatchAlarms(),
  });
  return inSequence(rollouts, alarms);
}
