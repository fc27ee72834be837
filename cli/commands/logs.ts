import { setTimeout as sleep } from "node:timers/promises";
import { workloadLogGroup } from "../../constructs/compute/logs/workload-log";
import { seconds } from "../../language/units";
import { durationOption } from "../duration-option";
import { loadPlatform } from "../environment";
import { followLogs, type LogEvent, logReader, readAll } from "../logs/log-events";
import { UsageProblem } from "../problem";
import { colorsOf } from "../text/color";
import { enterTarget } from "../local/target";
import { workloadNamed } from "../values/known";
import { type Call, DONE } from "../verb";

const SINCE = "10 minutes";

/** @throws UsageProblem if the log would be followed as one JSON document. */
export function checkFollow(call: Call): void {
  if (call.json && call.flag("follow"))
    throw new UsageProblem("--json prints one document at the end, so it cannot follow. Remove --follow.");
}

/** terrace logs prod api: prints the log of a workload, from all its regions. */
export async function logs(call: Call): Promise<number> {
  const platform = loadPlatform(call.argument("environment"));
  const name = call.argument("workload");
  const found = workloadNamed(platform, name);
  const region = call.option("region");
  const regions = region === "" ? platform.regions.map((one) => one.name) : [region];
  const since = durationOption(call, "since", SINCE);
  const group = workloadLogGroup(platform.name, found.kind, name);
  const query = { group, since: Date.now() - seconds(since) * 1000, filter: call.option("filter") };
  await enterTarget(call, platform);
  const read = logReader();
  const line = lineOf(regions.length > 1);
  if (call.flag("follow")) {
    const stop = new AbortController();
    process.once("SIGINT", () => stop.abort());
    const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
    const print = (event: LogEvent) => console.log(line(event));
    await followLogs({ read, regions, query, print, sleep: pause, stopped: () => stop.signal.aborted });
    return DONE;
  }
  const events = await readAll(read, regions, query);
  const none = `No events in ${group} in the last ${since}, in ${regions.join(", ")}.`;
  if (events.length === 0 && !call.json) console.error(none);
  call.report(
    events.map(({ region, time, stream, message }) => ({ region, time, stream, message })),
    events.map(line),
  );
  return DONE;
}

function lineOf(severalRegions: boolean): (event: LogEvent) => string {
  const { dim, cyan } = colorsOf(process.stdout);
  return ({ time, region, message }) => [dim(time), ...(severalRegions ? [cyan(region)] : []), message].join(" ");
}
