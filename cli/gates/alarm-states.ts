import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import type { AlarmState, AlarmStates } from "./compare-alarms";

/** Reads alarms from CloudWatch in a region, by name. */
export type AlarmReader = (region: string, names: readonly string[]) => Promise<AlarmStates>;

/** Maximum per request. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const BATCH_SIZE = 100;

interface Described {
  readonly AlarmName?: string | undefined;
  readonly StateValue?: string | undefined;
  readonly StateReason?: string | undefined;
}

/** Without `AlarmTypes`, AWS returns metric alarms only, and paging alarms are mostly composite. The SDK reads AWS_ENDPOINT_URL. */
export function cloudWatchAlarms(
  clientFor: (region: string) => CloudWatchClient = (region) => new CloudWatchClient({ region }),
): AlarmReader {
  const clients = new Map<string, CloudWatchClient>();
  return async (region, names) => {
    const client = clients.get(region) ?? clientFor(region);
    clients.set(region, client);
    const states = new Map<string, AlarmState>();
    for (let first = 0; first < names.length; first += BATCH_SIZE) {
      const AlarmNames = names.slice(first, first + BATCH_SIZE);
      const response = await client.send(
        new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ["MetricAlarm", "CompositeAlarm"], MaxRecords: BATCH_SIZE }),
      );
      for (const alarm of [...(response.MetricAlarms ?? []), ...(response.CompositeAlarms ?? [])]) note(states, alarm);
    }
    return states;
  };
}

function note(states: Map<string, AlarmState>, { AlarmName, StateValue, StateReason = "" }: Described): void {
  if (AlarmName === undefined) return;
  const state = StateValue === "OK" || StateValue === "ALARM" ? StateValue : "INSUFFICIENT_DATA";
  states.set(AlarmName, { state, reason: StateReason });
}
