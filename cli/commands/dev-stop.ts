import { stopDev, stoppedText } from "../dev/stop-dev";
import { pathsOf } from "../paths";
import { type Call, DONE } from "../verb";

/** terrace dev stop: ends a `terrace dev` in progress and the local AWS of this project. */
export async function devStop(call: Call): Promise<number> {
  const stopped = await stopDev(pathsOf(call.root, call.option("name") || "local"), call.say);
  call.report(stopped, [stoppedText(stopped)]);
  return DONE;
}
