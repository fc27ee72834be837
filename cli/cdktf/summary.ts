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

/** The phase that the chain of waits is measured against. */
export const DEPLOY_PHASE = "deployment";
/** Happens once for each clone: it is told, but not measured against the chain. */
export const SET_UP_PHASE = "set-up";
const SLOWEST = 10;

export function builtLines({ states }: Deployment): string[] {
  const tiers = countByTier([...states.values()].flatMap(managedTypes));
  const total = tiers.reduce((sum, { count }) => sum + count, 0);
  const width = Math.max(...tiers.map(({ tier }) => tier.length));
  const row = (types: readonly (readonly [string, number])[]) =>
    types.map(([type, count]) => `${count > 1 ? `${count} × ` : ""}${type.replace(/^aws_/, "")}`).join(", ");
  return [
    `What was built: ${total} resources in ${states.size} stacks`,
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
  return ["Its addresses", ...rows.map(({ output, value }) => `  ${output.padEnd(width)}  ${value}`)];
}

/** The time by phase and by stack, the slowest resources, and how near the deployment came to what the provider's own waits allow. */
export function timeLines({ stacks, timeline, phases }: Deployment): string[] {
  const all = phases.reduce((sum, { seconds }) => sum + seconds, 0);
  const took = phases.find(({ name }) => name === DEPLOY_PHASE)?.seconds ?? 0;
  const width = Math.max(...phases.map(({ name }) => name.length), ...stacks.map(({ name }) => name.length + 2));
  const row = (name: string, seconds: number) => `  ${name.padEnd(width)}  ${duration(seconds).padStart(6)}`;
  const byStack = [...timeline.values()].flatMap(({ name, startedAt, endedAt }) =>
    startedAt !== undefined && endedAt !== undefined ? [row(`  ${name}`, (endedAt - startedAt) / 1000)] : [],
  );
  return [
    `Where the time went: ${duration(all)}`,
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
  return ["The slowest resources", ...slowest.map(({ where, address, took }) => `  ${duration(took).padStart(6)}  ${where}  ${address}`)];
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
  if (chain.seconds === 0) return [`Nothing made the provider wait for ${SHORTEST_WAIT_SECONDS} seconds or more.`];
  return [
    `The longest chain of waits that the provider imposes: ${duration(chain.seconds)}`,
    ...chain.links.map(({ name, seconds }) => `  ${duration(seconds).padStart(6)}  ${name}`),
    `The deployment took ${(took / chain.seconds).toFixed(2)} × that chain; with all that comes before and after it, ${(all / chain.seconds).toFixed(2)} ×.`,
  ];
}

export function nextLines(environment: string, url: string, minutesLeft: number): string[] {
  return [
    "What to do next",
    `  edit environments/${environment}.ts and run npm start again: only what differs is changed`,
    `  eval "$(npm run --silent env)"             # sends Terraform and every AWS SDK of this shell to ${url}`,
    "  npx cdktf diff <stack> --skip-provider-lock   # what a change would do",
    `  npm stop                                   # ends the local AWS; by itself it ends in ${minutesLeft} minutes`,
    "  docs/guides/deploy-to-aws.md               # the same stacks in an AWS account, with credentials instead of AWS_ENDPOINT_URL",
  ];
}
