import type { ProbeResponse, Prober } from "./probe";
import type { Probe } from "./probes";

export interface ProbeResult {
  readonly probe: Probe;
  readonly answer: ProbeResponse;
  /** How often it was asked. */
  readonly times: number;
}

export interface WaitOptions {
  readonly milliseconds: number;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const PAUSE_MILLISECONDS = 10_000;

/**
 * Asks everything, each until it is well answered or patience ends: right after a deployment names, certificates and tasks may still be on
 * their way, and one lost packet is no failed deployment.
 */
export function smoke(probes: readonly Probe[], ask: Prober, patience: WaitOptions): Promise<ProbeResult[]> {
  const until = patience.now() + patience.milliseconds;
  return Promise.all(probes.map((probe) => askUntil(probe, ask, { ...patience, until })));
}

async function askUntil(probe: Probe, ask: Prober, { until, now, sleep }: WaitOptions & { until: number }): Promise<ProbeResult> {
  for (let times = 1; ; times += 1) {
    const answer = await ask(probe);
    if (answer.problem === undefined || now() + PAUSE_MILLISECONDS > until) return { probe, answer, times };
    await sleep(PAUSE_MILLISECONDS);
  }
}

export function hasFailed(results: readonly ProbeResult[]): boolean {
  return results.some(({ answer }) => answer.problem !== undefined);
}

/** A line for each question, for a person. */
export function probeLines(results: readonly ProbeResult[]): string[] {
  const place = (probe: Probe) => (probe.kind === "https" ? probe.url : `${probe.host}:${probe.port}`);
  return results.map(({ probe, answer, times }) => {
    const often = times > 1 ? ` (asked ${times} times)` : "";
    return `${answer.problem === undefined ? "✓" : "✗"} ${probe.what}, ${place(probe)}: ${answer.problem ?? answer.text}${often}`;
  });
}
