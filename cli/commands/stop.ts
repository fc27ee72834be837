import { parseArgs } from "node:util";
import { stopLocalAws } from "../local/local-aws";
import { pathsOf } from "../paths";
import { runCommand } from "../problem";

/** npm stop: stops the local AWS that npm start left running. */
runCommand(async () => {
  const { values } = parseArgs({ options: { name: { type: "string", default: "local" } } });
  const outcome = await stopLocalAws(pathsOf(process.cwd(), values.name));
  console.log(outcome.stopped ? `Stopped the local AWS (process ${outcome.pid}).` : `Nothing to stop: ${outcome.reason}.`);
  return 0;
});
