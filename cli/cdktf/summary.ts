import type { State } from "../state/states";
import { managedTypes } from "../state/states";
import { chainOfPlatform, SHORTEST_WAIT_SECONDS } from "./chain";
import { duration } from "./progress";
import { countByTier } from "./tiers";
import type { Stack } from "../synthesis/synthesized";
import type { Timeline } from "./timeline";

export interface Phase {
  readonly name: string;
  readonly seconds: number;
}

export interface Deployment {
  readonly stacks: readonly Stack[];
  readonly states: ReadonlyMap<string, State>;
  readonly timeline: Timeline;
  readonly phases: readonly Phase[];
}

/** The phase that is compared with the chain of waits. */
export const DEPLOY_PHASE = "deployment";
/** Runs once for each clone: it is reported, but not compared with the chain. */
export const SET_UP_PHASE = "setup";
const SLOWEST = 10;

export function builtLines({ states }: Deployment): string[] {
  const tiers = countByTier([...states.values()].flatMap(managedTypes));
  const total = tiers.reduce((sum, { count }) => sum + count, 0);
  const width = Math.max(...tiers.map(({ tier }) => tier.length));
  const row = (types: readonly (readonly [string, number])[]) =>
    types.map(([type, count]) => `${count > 1 ? `${count} × ` : ""}${type.replace(/^aws_/, "")}`).join(", ");
  return [
    `Created resources: ${total} in ${states.size} stacks`,
    ...tiers.map(({ tier, count, types }) => `  ${tier.padEnd(width)}  ${String(count).padStart(3)}  ${row(types)}`),
  ];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function addressLines({ stacks, states }: Deployment): string[] {
  const rows = stacks.flatMap(({ name, outputs }) =>
    Object.keys(outputs).flatMap((output) => {
      const found = states.get(name)?.outputs[output];
      return found && !found.sensitive ? [{ output, value: text(found.value), description: outputs[output] ?? "" }] : [];
    }),
  );
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(({ output }) => output.length));
  return ["Endpoints", ...rows.map(({ output, value }) => `  ${output.padEnd(width)}  ${value}`)];
}

/** The time by phase and by stack, the slowest resources, and the ratio of the deployment's duration to the provider's own waits. */
export function timeLines({ stacks, timeline, phases }: Deployment): string[] {
  const all = phases.reduce((sum, { seconds }) => sum + seconds, 0);
  const took = phases.find(({ name }) => name === DEPLOY_PHASE)?.seconds ?? 0;
  const width = Math.max(...phases.map(({ name }) => name.length), ...stacks.map(({ name }) => name.length + 2));
  const row = (name: string, seconds: number) => `  ${name.padEnd(width)}  ${duration(seconds).padStart(6)}`;
  const byStack = [...timeline.values()].flatMap(({ name, startedAt, endedAt }) =>
    startedAt !== undefined && endedAt !== undefined ? [row(`  ${name}`, (endedAt - startedAt) / 1000)] : [],
  );
  return [
    `Time spent: ${duration(all)}`,
    ...phases.flatMap(({ name, seconds }) => [row(name, seconds), ...(name === DEPLOY_PHASE ? byStack : [])]),
    ...slowestLines(timeline),
    ...chainLines({ stacks, timeline, took, all: all - (phases.find(({ name }) => name === SET_UP_PHASE)?.seconds ?? 0) }),
  ];
}

function slowestLines(timeline: Timeline): string[] {
  const waits = [...timeline.values()].flatMap(({ name, seconds }) =>
    [...seconds].map(([address, took]) => ({ where: name, address, took })),
  );
  const slowest = waits
    .sort((a, b) => b.took - a.took)
    .slice(0, SLOWEST)
    .filter(({ took }) => took > 0);
  if (slowest.length === 0) return [];
  return ["Slowest resources", ...slowest.map(({ where, address, took }) => `  ${duration(took).padStart(6)}  ${where}  ${address}`)];
}

function chainLines({
  stacks,
  timeline,
  took,
  all,
}: {
  stacks: readonly Stack[];
  timeline: Timeline;
  took: number;
  all: number;
}): string[] {
  const chain = chainOfPlatform(stacks, timeline);
  if (chain.seconds === 0) return [`No provider wait took ${SHORTEST_WAIT_SECONDS} seconds or more.`];
  return [
    `Longest chain of provider waits: ${duration(chain.seconds)}`,
    ...chain.links.map(({ name, seconds }) => `  ${duration(seconds).padStart(6)}  ${name}`),
    `The deployment took ${(took / chain.seconds).toFixed(2)} × that chain; including the phases before and after it, ${(all / chain.seconds).toFixed(2)} ×.`,
  ];
}

export function nextLines(environment: string, url: string, minutesLeft: number): string[] {
  return [
    "Next steps",
    `  edit environments/${environment}.ts and run npm start again: only the differences are deployed`,
    `  eval "$(npm run --silent env)"             # points Terraform and every AWS SDK in this shell at ${url}`,
    "  npx cdktf diff <stack> --skip-provider-lock   # shows the effect of a change",
    `  npm stop                                   # stops the local AWS; it stops automatically in ${minutesLeft} minutes`,
    "  docs/guides/deploy-to-aws.md               # the same stacks in an AWS account, with credentials instead of AWS_ENDPOINT_URL",
  ];
}
