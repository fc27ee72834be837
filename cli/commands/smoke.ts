import { setTimeout as sleep } from "node:timers/promises";
import { httpProber, type ConnectTo } from "../smoke/probe";
import { probesFor, unprobeable, type Outputs } from "../smoke/probes";
import { hasFailed, smoke, probeLines } from "../smoke/smoke";
import { isDuration, seconds } from "../../language/units";
import { loadPlatform } from "../environment";
import { parseCommand } from "../options";
import { Problem, runCommand } from "../problem";
import { clientFor } from "../state/state-bucket";
import { readState } from "../state/states";
import { stackName } from "../../stacks/names";

/** npm run smoke -- --environment staging: asks what users would, of the addresses that the deployed stacks say they have. */
const PATIENCE = "5 minutes";

/**
 * @throws Problem where it is no address.
 */
function parseConnectTo(text: string): { connectTo?: ConnectTo } {
  if (text === "") return {};
  const [, host = "", port = ""] = /^([^:]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === "") throw new Problem(`${JSON.stringify(text)} is no address. For example: --connect-to 127.0.0.1:8443`);
  return { connectTo: { host, port: Number(port) } };
}

runCommand(async () => {
  const given = parseCommand("smoke", process.argv.slice(2));
  const platform = loadPlatform(given.option("environment"));
  const within = given.option("within") || PATIENCE;
  if (!isDuration(within)) throw new Problem(`${JSON.stringify(within)} is no length of time. For example: --within "5 minutes"`);
  const { bucket, region } = platform.state;
  const stack = stackName({ environment: platform.name, layer: "edge" });
  const edge = await readState(clientFor(region), bucket, stack);
  if (!edge) throw new Problem(`${stack} was never deployed: there is nothing to ask.`);
  const outputs: Outputs = Object.fromEntries(Object.entries(edge.outputs).map(([name, { value }]) => [name, value]));
  const questions = probesFor(platform, outputs);
  if (questions.length === 0) throw new Problem(`${platform.name} has neither a site nor a service that could be asked.`);
  const ask = httpProber(parseConnectTo(given.option("connect-to")));
  const results = await smoke(questions, ask, { milliseconds: seconds(within) * 1000, now: Date.now, sleep: (time) => sleep(time) });
  probeLines(results).forEach((line) => console.log(line));
  unprobeable(platform).forEach((name) => console.log(`- ${name} speaks UDP: it cannot be asked whether it listens`));
  return hasFailed(results) ? 1 : 0;
});
