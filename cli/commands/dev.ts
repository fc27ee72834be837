import { chooseEnvironment } from "../dev/choose-environment";
import { runDev } from "../dev/run-dev";
import { pathsOf } from "../paths";
import { loadProject } from "../project";
import { type Call, DONE } from "../verb";

/** The environment to deploy. */
export function environmentOf(call: Call): string {
  return chooseEnvironment(Object.keys(loadProject(call.root).environments), call.argument("environment"));
}

/** terrace dev: deploys a whole environment to a local AWS, and verifies it with a second plan. */
export async function dev(call: Call): Promise<number> {
  const environment = environmentOf(call);
  const [fresh, timings] = [call.flag("fresh"), call.flag("timings")];
  await runDev({ paths: pathsOf(call.root), environment, fresh, timings, say: call.say });
  return DONE;
}
