import { stopLocalAws } from "../local/local-aws";
import { pathsOf } from "../paths";
import { type Call, DONE } from "../verb";

/** terrace dev stop: stops the local AWS that `terrace dev` left running. */
export async function devStop(call: Call): Promise<number> {
  const outcome = await stopLocalAws(pathsOf(call.root, call.option("name") || "local"));
  console.log(outcome.stopped ? `Stopped the local AWS (process ${outcome.pid}).` : `Nothing to stop: ${outcome.reason}.`);
  return DONE;
}
