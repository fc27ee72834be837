import { NO_COLORS, type Colors } from "../text/color";
import { duration } from "../text/duration";
import { cutEnd, cutMiddle, firstThatFits } from "../text/fit-line";
import { count } from "../text/markdown";
import { estimateText } from "./estimate";
import { doneCount, type StackState, type StackTimeline, type Timeline } from "./timeline";

/** The size of a terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The run that a list shows. */
export interface ProgressView {
  /** "Deploying dev" */
  readonly title: string;
  readonly timeline: Timeline;
  /** Milliseconds. */
  readonly startedAt: number;
  /** The estimated seconds until the end. Undefined if there is no estimate. */
  readonly remaining?: (now: number) => number | undefined;
}

/** "4/10 stacks, 3m12s, about 4m left (estimate)" */
export function totalLine({ timeline, startedAt, remaining }: Omit<ProgressView, "title">, now: number, resources?: string): string {
  const all = [...timeline.values()];
  const stacks = `${all.filter(({ state }) => state === "done").length}/${all.length} stacks`;
  const left = remaining?.(now);
  const estimate = left === undefined ? undefined : estimateText(left);
  return [stacks, resources, duration((now - startedAt) / 1000), estimate].filter((part) => part !== undefined).join(", ");
}

/** The first line of a list, in the longest form that fits. */
function headerLine(view: ProgressView, width: number, now: number): string {
  const { title, timeline, startedAt } = view;
  const resources = `${resourceCount([...timeline.values()])} resources`;
  const withoutEstimate = totalLine({ timeline, startedAt }, now);
  const forms = [
    `${title}: ${totalLine(view, now, resources)}`,
    `${title}: ${totalLine(view, now)}`,
    totalLine(view, now),
    withoutEstimate,
    duration((now - startedAt) / 1000),
  ];
  return firstThatFits(forms, width);
}

/** Complete and planned resources; a plus sign as long as stacks are not planned. */
function resourceCount(stacks: readonly StackTimeline[]): string {
  const done = stacks.reduce((sum, stack) => sum + doneCount(stack), 0);
  const planned = stacks.reduce((sum, stack) => sum + (stack.planned ?? 0), 0);
  return `${done}/${planned}${stacks.some((stack) => stack.planned === undefined && stack.state !== "failed") ? "+" : ""}`;
}

/** The resource that has been in progress for the longest time. */
export function slowestOpen({ open }: StackTimeline): { readonly address: string; readonly since: number } | undefined {
  const [longest] = [...open].sort((a, b) => a[1] - b[1]);
  return longest && { address: longest[0], since: longest[1] };
}

/** A short form of an address, without the provider's prefix and cdktf's hash. */
export function shortAddress(address: string): string {
  return address.replace(/^((?:data|ephemeral)\.)?aws_/, "$1").replace(/_[0-9A-F]{8}$/, "");
}

const ORDER: readonly StackState[] = ["failed", "working", "waiting", "done"];
const MARKS: Readonly<Record<StackState, string>> = { failed: "✗", working: " ", waiting: "·", done: "✓" };
const TIME_WIDTH = 7;
const COUNT_WIDTH = 8;
/** A resource is recognizable from this width on. */
const MIN_RESOURCE_WIDTH = 22;
const MAX_RESOURCE_WIDTH = 64;

function secondsOf({ startedAt, endedAt }: StackTimeline, now: number): number | undefined {
  return startedAt === undefined ? undefined : ((endedAt ?? now) - startedAt) / 1000;
}

/** The time and the resource of a row: of the resource that takes longest, or of the whole stack. */
function activity(stack: StackTimeline, now: number): readonly [string, string] {
  const whole = secondsOf(stack, now);
  const time = whole === undefined ? "" : duration(whole);
  if (stack.state !== "working") return [time, stack.state === "waiting" ? "waiting" : stack.state];
  const slowest = slowestOpen(stack);
  if (slowest) return [duration((now - slowest.since) / 1000), shortAddress(slowest.address)];
  return [time, stack.planned === undefined ? "planning" : "applying"];
}

/** The row of a stack: time, resource, stack and counts. Narrow terminals omit the counts, then one of resource and stack. */
export function stackRow(stack: StackTimeline, nameWidth: number, width: number, now: number, colors: Colors = NO_COLORS): string {
  const [time, what] = activity(stack, now);
  const counts = stack.state === "waiting" ? "" : `${doneCount(stack)}/${stack.planned ?? "?"}`;
  const flexible = width - 2 - TIME_WIDTH;
  const countColumn = flexible >= MIN_RESOURCE_WIDTH + COUNT_WIDTH + 12 ? COUNT_WIDTH : 0;
  const nameSpace = Math.min(nameWidth + 2, flexible - countColumn - MIN_RESOURCE_WIDTH);
  const nameColumn = nameSpace > 10 ? nameSpace : 0;
  const resourceColumn = Math.max(0, Math.min(MAX_RESOURCE_WIDTH, flexible - nameColumn - countColumn));
  const first = nameColumn === 0 && !slowestOpen(stack) ? stack.name : what;
  const cells = [
    time.padStart(TIME_WIDTH - 1),
    " ",
    cutMiddle(first, resourceColumn).padEnd(resourceColumn),
    nameColumn === 0 ? "" : `  ${cutMiddle(stack.name, nameColumn - 2)}`.padEnd(nameColumn),
    countColumn === 0 ? "" : counts.padStart(countColumn),
  ];
  return paintRow(stack.state, cutEnd(`${MARKS[stack.state]} ${cells.join("")}`.trimEnd(), width), colors);
}

function paintRow(state: StackState, text: string, { red, green, dim }: Colors): string {
  if (state === "failed") return red(text);
  if (state === "waiting") return dim(text);
  return state === "done" ? `${green(text.slice(0, 1))}${dim(text.slice(1))}` : text;
}

/**
 * All stacks within the size of a terminal: the total, failed stacks and stacks in progress. If not all stacks fit, complete ones become a
 * count, then waiting ones.
 */
export function frameLines(view: ProgressView, { columns, rows }: Size, now: number, colors: Colors = NO_COLORS): string[] {
  // Terminals wrap a line that ends in their last column.
  const width = Math.max(1, columns - 1);
  const sorted = ORDER.flatMap((state) => [...view.timeline.values()].filter((stack) => stack.state === state));
  const nameWidth = Math.max(0, ...sorted.map(({ name }) => name.length));
  const header = colors.bold(headerLine(view, width, now));
  const { shown, rest } = chooseRows(sorted, rows - 1);
  const lines = shown.map((stack) => stackRow(stack, nameWidth, width, now, colors));
  return [header, ...lines, ...(rest.length > 0 ? [colors.dim(cutEnd(`  ${countsByState(rest)}`, width))] : [])].slice(
    0,
    Math.max(1, rows),
  );
}

function chooseRows(
  sorted: readonly StackTimeline[],
  capacity: number,
): { shown: readonly StackTimeline[]; rest: readonly StackTimeline[] } {
  if (sorted.length <= capacity) return { shown: sorted, rest: [] };
  const fits = (stacks: readonly StackTimeline[]) => stacks.length < capacity;
  const open = sorted.filter(({ state }) => state !== "done");
  const active = open.filter(({ state }) => state !== "waiting");
  const shown = fits(open) ? open : fits(active) ? active : active.slice(0, Math.max(0, capacity - 1));
  return { shown, rest: sorted.filter((stack) => !shown.includes(stack)) };
}

const COUNTED: readonly (readonly [StackState, string])[] = [
  ["failed", "more failed"],
  ["working", "more in progress"],
  ["waiting", "waiting"],
  ["done", "done"],
];

function countsByState(stacks: readonly StackTimeline[]): string {
  const found = COUNTED.map(([state, label]) => [stacks.filter((stack) => stack.state === state).length, label] as const);
  return found.flatMap(([number, label]) => (number > 0 ? [`${number} ${label}`] : [])).join(", ");
}

function changedText(resources: number): string {
  return resources === 0 ? "no changes" : count(resources, "resource");
}

/** The last line of a run. */
export function endLine(
  { timeline, startedAt }: ProgressView,
  succeeded: boolean,
  now: number,
  { green, red }: Colors = NO_COLORS,
): string {
  const all = [...timeline.values()];
  const elapsed = duration((now - startedAt) / 1000);
  const done = all.filter(({ state }) => state === "done");
  const resources = changedText(done.reduce((sum, stack) => sum + doneCount(stack), 0));
  if (succeeded) return `${green("✓")} ${count(all.length, "stack")}, ${resources} in ${elapsed}`;
  return `${red("✗")} ${done.length} of ${count(all.length, "stack")} in ${elapsed}`;
}

/** The line of a stack that has started or ended, for outputs that cannot be redrawn. */
export function changeOfState(stack: StackTimeline, total: string, now: number, { green, red }: Colors = NO_COLORS): string | undefined {
  const took = duration(secondsOf(stack, now) ?? 0);
  switch (stack.state) {
    case "waiting":
      return undefined;
    case "working":
      return `  ${stack.name}: started`;
    case "done":
      return `${green("✓")} ${stack.name}: ${changedText(doneCount(stack))} in ${took} (${total})`;
    case "failed":
      return `${red("✗")} ${stack.name}: failed after ${took}, ${doneCount(stack)}/${stack.planned ?? "?"} resources (${total})`;
  }
}
