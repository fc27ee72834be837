import { full } from "../fixtures/environments/full";
import { dev, prod, staging } from "../fixtures/environments/photofeed";
import { type Watching, watchingOf } from "../support/alarms/platform-alarms";
import { runbookOf, notificationRoute, type AlarmNode, alarmGraph } from "../support/alarms/notification-graph";

/** Names without environment and region, so that one line represents all regions that have the alarm. */
function plain(name: string, { region }: AlarmNode, { platform }: Watching): string {
  return name.replace(`${platform.name}-${region}-`, "");
}

/** Sort order of severities: pages first. */
const ORDER = "pt-";

/**
 * One line for each alarm: severity, name, runbook, notification target and regions. Reviewers read this list:
 * `page` notifies immediately, `ticket` waits for the next working day, `-` has no notification.
 */
function listOf(watching: Watching): string {
  const all = alarmGraph(watching);
  const regions = new Map<string, string[]>();
  for (const alarm of all.values()) {
    const line = lineOf(alarm, all, watching);
    regions.set(line, [...(regions.get(line) ?? []), alarm.region]);
  }
  const everywhere = watching.platform.regions.length;
  return [...regions]
    .map(([line, where]) => `${line} | ${where.length === everywhere && everywhere > 1 ? "all regions" : where.join(", ")}`)
    .sort((a, b) => ORDER.indexOf(a[0] ?? "") - ORDER.indexOf(b[0] ?? "") || (a < b ? -1 : 1))
    .join("\n");
}

function lineOf(alarm: AlarmNode, all: ReadonlyMap<string, AlarmNode>, watching: Watching): string {
  const name = (of: string) => plain(of, alarm, watching);
  const { severity, by } = notificationRoute(alarm, all);
  const others = by.filter((teller) => teller !== alarm.name).map(name);
  const routing = [
    ...(severity === "none" ? ["nobody"] : [others.length === 0 ? "by itself" : `by ${others.join(", ")}`]),
    ...(alarm.joined ? [`on ${alarm.joined} of ${alarm.members.map(name).join(", ")}`] : []),
    ...(alarm.unless === undefined ? [] : [`unless ${name(alarm.unless)}`]),
  ].join("; ");
  return [severity === "none" ? "-     " : severity.padEnd(6), name(alarm.name), runbookOf(alarm) ?? "-", routing].join(" | ");
}

test.each([
  ["dev", dev],
  ["staging", staging],
  ["prod", prod],
  ["full", full],
])("alarms of %s match the reviewed list", (_, environment) => {
  expect(listOf(watchingOf(environment))).toMatchSnapshot();
});
