import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import type { AlarmState, AlarmStates } from "./compare-alarms";

/** Asks CloudWatch in a region for alarms by name. */
export type AlarmReader = (region: string, names: readonly string[]) => Promise<AlarmStates>;

/** As many as one request takes. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const AT_ONCE = 100;

interface Described {
  readonly AlarmName?: string | undefined;
  readonly StateValue?: string | undefined;
  readonly StateReason?: string | undefined;
}

/** Any SDK reads AWS_ENDPOINT_URL by itself. Without both types AWS would tell of alarms on metrics only, and those that page are mostly composite. */
export function cloudWatchAlarms(
  clientFor: (region: string) => CloudWatchClient = (region) => new CloudWatchClient({ region }),
): AlarmReader {
  const clients = new Map<string, CloudWatchClient>();
  return async (region, names) => {
    const client = clients.get(region) ?? clientFor(region);
    clients.set(region, client);
    const states = new Map<string, AlarmState>();
    for (let first = 0; first < names.length; first += AT_ONCE) {
      const AlarmNames = names.slice(first, first + AT_ONCE);
      const answer = await client.send(
        new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ["MetricAlarm", "CompositeAlarm"], MaxRecords: AT_ONCE }),
      );
      for (const alarm of [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])]) note(states, alarm);
    }
    return states;
  };
}

function note(states: Map<string, AlarmState>, { AlarmName, StateValue, StateReason = "" }: Described): void {
  if (AlarmName === undefined) return;
  const state = StateValue === "OK" || StateValue === "ALARM" ? StateValue : "INSUFFICIENT_DATA";
  states.set(AlarmName, { state, reason: StateReason });
}
