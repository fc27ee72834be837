import type { State } from "../state/states";
import { managedTypes } from "../state/states";
import { chainOfPlatform, SHORTEST_WAIT_SECONDS } from "./chain";
import { COMMAND } from "../verb";
import { duration } from "../text/duration";
import { firstThatFits } from "../text/fit-line";
import { count } from "../text/markdown";
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

/** The width of the summary. Longer values are whole, on a line of their own. */
const WIDTH = 80;
/** The values of longer names have lines of their own. */
const MAX_NAME_COLUMN = 24;

/** The number of resources by tier, and its most frequent types. */
export function builtLines({ states }: Deployment): string[] {
  const tiers = countByTier([...states.values()].flatMap(managedTypes));
  const total = tiers.reduce((sum, { count: number }) => sum + number, 0);
  const width = Math.max(0, ...tiers.map(({ tier }) => tier.length));
  return [
    `Deployed resources: ${total} in ${count(states.size, "stack")}`,
    ...tiers.map(({ tier, count: number, types }) => {
      const start = `  ${tier.padEnd(width)}  ${String(number).padStart(4)}  `;
      return `${start}${typesText(types, WIDTH - start.length)}`;
    }),
  ];
}

/** As many types as fit. */
function typesText(types: readonly (readonly [string, number])[], width: number): string {
  const texts = types.map(([type, number]) => `${number > 1 ? `${number} ` : ""}${type.replace(/^aws_/, "")}`);
  const forms = texts.map((_text, omitted) => [...texts.slice(0, texts.length - omitted), ...(omitted > 0 ? ["…"] : [])].join(", "));
  return firstThatFits(forms, width);
}

/** The lines of an output: a list has one for each value. */
function valuesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  return [typeof value === "string" ? value : JSON.stringify(value)];
}

/** The outputs for people. Values are never shortened, so that they can be copied. */
export function addressLines({ stacks, states }: Deployment): string[] {
  const rows = stacks.flatMap(({ name, outputs }) =>
    Object.keys(outputs).flatMap((output) => {
      const found = states.get(name)?.outputs[output];
      return found && !found.sensitive ? [{ output, values: valuesOf(found.value) }] : [];
    }),
  );
  if (rows.length === 0) return [];
  const column = Math.min(MAX_NAME_COLUMN, Math.max(...rows.map(({ output }) => output.length)) + 4);
  return ["Endpoints", ...rows.flatMap(({ output, values }) => outputLines(output, values, column))];
}

function outputLines(output: string, values: readonly string[], column: number): string[] {
  const name = `  ${output}`;
  const isTooLong = name.length + 2 > column || values.some((value) => column + value.length > WIDTH);
  if (isTooLong) return [name, ...values.map((value) => `    ${value}`)];
  return values.map((value, index) => `${(index === 0 ? name : "").padEnd(column)}${value}`);
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
  return ["Slowest resources", ...slowest.map(({ where, address, took }) => `  ${duration(took).padStart(6)}  ${address}  (${where})`)];
}

interface Took {
  readonly stacks: readonly Stack[];
  readonly timeline: Timeline;
  /** Seconds of the deployment, and of all phases but the setup. */
  readonly took: number;
  readonly all: number;
}

function chainLines({ stacks, timeline, took, all }: Took): string[] {
  const chain = chainOfPlatform(stacks, timeline);
  if (chain.seconds === 0) return [`No provider wait took ${SHORTEST_WAIT_SECONDS} seconds or more.`];
  return [
    `Longest chain of provider waits: ${duration(chain.seconds)}`,
    ...chain.links.map(({ name, seconds }) => `  ${duration(seconds).padStart(6)}  ${name}`),
    `The deployment took ${(took / chain.seconds).toFixed(2)} × that chain;`,
    `including the phases before and after it, ${(all / chain.seconds).toFixed(2)} ×.`,
  ];
}

export function nextLines(environment: string, url: string, minutesLeft: number): string[] {
  const step = (command: string, effect: string) => [`  ${command}`, `      ${effect}`];
  return [
    "Next steps",
    ...step(`${COMMAND} dev ${environment}`, "after you edit the environment: deploys only the differences"),
    ...step(`${COMMAND} dev shell`, `opens a shell in which Terraform and AWS SDKs use ${url}`),
    ...step("npx cdktf diff <stack> --skip-provider-lock", "shows the effect of a change"),
    ...step(`${COMMAND} dev ${environment} --timings`, "also prints where the time went"),
    ...step(`${COMMAND} dev stop`, `stops the local AWS; it stops automatically in ${minutesLeft} minutes`),
    ...step(`${COMMAND} bootstrap <environment>`, "prepares an AWS account for the same stacks"),
  ];
}
