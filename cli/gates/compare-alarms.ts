/** The state of an alarm in CloudWatch. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export interface AlarmState {
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  readonly reason: string;
}

/** By name, existing alarms only. */
export type AlarmStates = ReadonlyMap<string, AlarmState>;

export interface AlarmComparison {
  readonly names: readonly string[];
  /** States before the deployment. */
  readonly before: AlarmStates;
  readonly now: AlarmStates;
  /** Whether the bake time has ended. */
  readonly ended: boolean;
  /** Whether their stack was deployed, so that they must exist. */
  readonly deployed: boolean;
}

/**
 * The reasons to stop a deployment, one line per alarm. Alarms that fired before the deployment are ignored. A new alarm may fire until it has
 * data, so only its state at the end of the bake time counts. The same applies to INSUFFICIENT_DATA.
 */
export function compareAlarms({ names, before, now, ended, deployed }: AlarmComparison): string[] {
  return names.flatMap((name) => {
    const [was, is] = [before.get(name), now.get(name)];
    if (was?.state === "ALARM") return [];
    if (!is) return ended && (deployed || was) ? [`${name}: alarm not found`] : [];
    if (is.state === "ALARM") return was || ended ? [`${name}: ${is.reason}`] : [];
    if (is.state === "INSUFFICIENT_DATA") return was?.state === "OK" && ended ? [`${name}: no data any longer: ${is.reason}`] : [];
    return [];
  });
}

/** The firing alarms, one line each. */
export function firing(names: readonly string[], states: AlarmStates): string[] {
  return names.flatMap((name) => (states.get(name)?.state === "ALARM" ? [`${name}: ${states.get(name)?.reason ?? ""}`] : []));
}
