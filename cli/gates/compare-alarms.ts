/** What CloudWatch knows of an alarm. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export interface AlarmState {
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  readonly reason: string;
}

/** By name; alarms that are not there are missing. */
export type AlarmStates = ReadonlyMap<string, AlarmState>;

export interface AlarmComparison {
  readonly names: readonly string[];
  /** As they were before anything was deployed. */
  readonly before: AlarmStates;
  readonly now: AlarmStates;
  /** Whether the bake time is over. */
  readonly ended: boolean;
  /** Whether the stack that holds them was deployed, so that they must be there. */
  readonly deployed: boolean;
}

/**
 * Why a deployment must stop, a line for each alarm. An alarm that was raised before is no effect of it. One that is new may be raised until its
 * first data have come, so that only its state at the end of the bake time counts; the same with one that knows nothing for a moment.
 */
export function compareAlarms({ names, before, now, ended, deployed }: AlarmComparison): string[] {
  return names.flatMap((name) => {
    const [was, is] = [before.get(name), now.get(name)];
    if (was?.state === "ALARM") return [];
    if (!is) return ended && (deployed || was) ? [`${name} is not there`] : [];
    if (is.state === "ALARM") return was || ended ? [`${name}: ${is.reason}`] : [];
    if (is.state === "INSUFFICIENT_DATA") return was?.state === "OK" && ended ? [`${name} knows nothing any more: ${is.reason}`] : [];
    return [];
  });
}

/** The alarms that are raised, a line for each. */
export function firing(names: readonly string[], states: AlarmStates): string[] {
  return names.flatMap((name) => (states.get(name)?.state === "ALARM" ? [`${name}: ${states.get(name)?.reason ?? ""}`] : []));
}
