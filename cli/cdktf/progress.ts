import { doneCount, type StackTimeline, type Timeline } from "./timeline";

/** 80 → "1m20s" */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes > 0 ? `${minutes}m${String(whole % 60).padStart(2, "0")}s` : `${whole}s`;
}

/** The resource that has been in progress for the longest time. */
function slowestOpen(stack: StackTimeline, now: number): string {
  const [longest] = [...stack.open].sort((a, b) => a[1] - b[1]);
  return longest && now - longest[1] >= 3000 ? `  ${longest[0]} ${duration((now - longest[1]) / 1000)}` : "";
}

export function stackLine(stack: StackTimeline, width: number, now: number): string {
  const name = stack.name.padEnd(width);
  const counts = `${doneCount(stack)}/${stack.planned ?? "?"}`.padStart(7);
  const elapsed = stack.startedAt === undefined ? "" : duration(((stack.endedAt ?? now) - stack.startedAt) / 1000);
  switch (stack.state) {
    case "waiting":
      return `  ${name} ${"waiting".padStart(7)}`;
    case "working":
      return `  ${name} ${counts}  ${elapsed.padStart(6)}${slowestOpen(stack, now)}`;
    case "done":
      return `✓ ${name} ${counts}  ${elapsed.padStart(6)}`;
    case "failed":
      return `✗ ${name} ${counts}  ${elapsed.padStart(6)}  failed`;
  }
}

/** One line for every stack, for a terminal where they are redrawn in place. */
export function progressBlock(timeline: Timeline, now: number): string[] {
  const width = Math.max(...[...timeline.keys()].map((name) => name.length));
  return [...timeline.values()].map((stack) => stackLine(stack, width, now));
}

/** One line for every stack in progress, for outputs that cannot be redrawn. */
export function progressLines(timeline: Timeline, now: number): string[] {
  const width = Math.max(...[...timeline.keys()].map((name) => name.length));
  return [...timeline.values()].filter(({ state }) => state === "working").map((stack) => stackLine(stack, width, now));
}
