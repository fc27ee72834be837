import type { ProbeResponse, Prober } from "./probe";
import type { Probe } from "./probes";

export interface ProbeResult {
  readonly probe: Probe;
  readonly response: ProbeResponse;
  /** Number of attempts. */
  readonly attempts: number;
}

export interface WaitOptions {
  readonly milliseconds: number;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const PAUSE_MILLISECONDS = 10_000;

/**
 * Runs all probes, each until it succeeds or attempts out, because DNS, certificates and tasks may lag behind a deployment and one lost packet
 * must not fail it.
 */
export function smoke(probes: readonly Probe[], prober: Prober, options: WaitOptions): Promise<ProbeResult[]> {
  const until = options.now() + options.milliseconds;
  return Promise.all(probes.map((probe) => probeUntil(probe, prober, { ...options, until })));
}

async function probeUntil(probe: Probe, prober: Prober, { until, now, sleep }: WaitOptions & { until: number }): Promise<ProbeResult> {
  for (let attempts = 1; ; attempts += 1) {
    const response = await prober(probe);
    if (response.problem === undefined || now() + PAUSE_MILLISECONDS > until) return { probe, response, attempts };
    await sleep(PAUSE_MILLISECONDS);
  }
}

export function hasFailed(results: readonly ProbeResult[]): boolean {
  return results.some(({ response }) => response.problem !== undefined);
}

/** One line for each probe. */
export function probeLines(results: readonly ProbeResult[]): string[] {
  const place = (probe: Probe) => (probe.kind === "https" ? probe.url : `${probe.host}:${probe.port}`);
  return results.map(({ probe, response, attempts }) => {
    const retries = attempts > 1 ? ` (${attempts} attempts)` : "";
    return `${response.problem === undefined ? "✓" : "✗"} ${probe.what}, ${place(probe)}: ${response.problem ?? response.text}${retries}`;
  });
}
