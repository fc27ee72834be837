import { Alarms } from "../../../constructs/alarms/alarms";
import { isMath } from "../../../constructs/watching/metric-math";
import type { Watch } from "../../../constructs/watching/watch";
import { type Published, alarmStates } from "../../support/alarms/alarm";
import { resource, synthesizeConstructs } from "../../support/synth";

/** The value of each metric in one minute, by its name; a metric that is not named has no data. */
export type Minute = Readonly<Record<string, number>>;

/** The anomaly detection band of CloudWatch, at any time. */
const BAND = { lower: 800, upper: 1_200 };

/** The minutes at whose end the synthesized alarm fires. */
export function firingMinutes(watch: Watch, id: string, minutes: readonly Minute[]): readonly number[] {
  const row = watch.alarms.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`${watch.tier} has no alarm ${id}; it has ${watch.alarms.map((alarm) => alarm.id).join(", ")}`);
  const stack = synthesizeConstructs((scope) => new Alarms(scope, "Alarms", [row]));
  const metrics = isMath(row.metric) ? Object.values(row.metric.metrics) : [row.metric];
  const published = metrics.map((metric): Published => ({ ...metric, minutes: minutes.map((minute) => minute[metric.name]) }));
  const band = { lower: minutes.map(() => BAND.lower), upper: minutes.map(() => BAND.upper) };
  const states = alarmStates(resource(stack, "aws_cloudwatch_metric_alarm", `Alarms/${id}`), published, row.band && band);
  return states.flatMap((state, minute) => (state === "ALARM" ? [minute] : []));
}

/** The same minute, repeated. */
export const always = (minute: Minute, length = 90): readonly Minute[] => Array.from({ length }, () => minute);

/** Alarms without a case, as `<tier> <id>`. */
export function withoutCase(watches: readonly Watch[], cases: readonly (readonly [watch: Watch, id: string, ...unknown[]])[]) {
  const known = new Set(cases.map(([watch, id]) => `${watch.tier} ${id}`));
  return watches.flatMap(({ tier, alarms }) => alarms.map(({ id }) => `${tier} ${id}`)).filter((name) => !known.has(name));
}

/** Alarms that fire if no metric has data, as `<tier> <id>`. */
export function firingWithoutData(watches: readonly Watch[]): readonly string[] {
  return watches.flatMap((watch) =>
    watch.alarms.filter(({ id }) => firingMinutes(watch, id, always({})).length > 0).map(({ id }) => `${watch.tier} ${id}`),
  );
}
