import { setTimeout as sleep } from "node:timers/promises";
import { httpProber } from "../smoke/probe";
import { waitingLines } from "../release/first-image";
import { probesFor, unprobeable, type Outputs } from "../smoke/probes";
import { hasFailed, smoke, probeLines } from "../smoke/smoke";
import { seconds } from "../../language/units";
import { durationOption } from "../duration-option";
import { loadPlatform } from "../environment";
import { Problem } from "../problem";
import { parseAddress } from "../values/values";
import { type Call, DONE, FAILED } from "../verb";
import { clientFor } from "../state/state-bucket";
import { readState } from "../state/states";
import { stackName } from "../../stacks/names";

/** terrace smoke staging: probes the endpoints in the outputs of the deployed stacks, as users would. */
const TIMEOUT = "5 minutes";

export async function smokeTest(args: Call): Promise<number> {
  const platform = loadPlatform(args.argument("environment"));
  const within = durationOption(args, "within", TIMEOUT);
  const address = args.option("connect-to");
  const { bucket, region } = platform.state;
  const stack = stackName({ environment: platform.name, layer: "edge" });
  const edge = await readState(clientFor(region), bucket, stack);
  if (!edge) throw new Problem(`${stack} was never deployed: there is nothing to probe.`);
  const outputs: Outputs = Object.fromEntries(Object.entries(edge.outputs).map(([name, { value }]) => [name, value]));
  const probes = probesFor(platform, outputs);
  const waiting = waitingLines(platform);
  if (probes.length === 0 && waiting.length === 0)
    throw new Problem(`${platform.name} has neither a site nor a service that can be probed.`);
  const prober = httpProber(address === "" ? {} : { connectTo: parseAddress("--connect-to", address) });
  const results = await smoke(probes, prober, { milliseconds: seconds(within) * 1000, now: Date.now, sleep: (time) => sleep(time) });
  const failed = hasFailed(results);
  const skipped = unprobeable(platform);
  const lines = [
    ...probeLines(results),
    ...waiting.map((line) => `- ${line}`),
    ...skipped.map((name) => `- ${name} uses UDP: it cannot be probed`),
  ];
  args.report({ environment: platform.name, passed: !failed, probes: results, waiting, unprobeable: skipped }, lines);
  return failed ? FAILED : DONE;
}
