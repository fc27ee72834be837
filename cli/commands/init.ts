import { type InitFlags } from "../init/answers";
import { initProject } from "../init/init";
import { type Call, DONE, FAILED } from "../verb";

/** terrace init: creates a project in the current folder. */
export async function init(call: Call): Promise<number> {
  const text = (name: string) => (call.option(name) === "" ? undefined : call.option(name));
  const flags: InitFlags = {
    name: text("name"),
    domain: text("domain"),
    region: call.optionList("region"),
    service: call.optionList("service"),
    worker: call.optionList("worker"),
    image: call.optionList("image"),
    database: text("database"),
    cache: call.flag("cache"),
    queue: call.flag("queue"),
    environment: text("environment"),
    ci: text("ci"),
  };
  const prompts = process.stdin.isTTY && process.stdout.isTTY && !call.flag("yes");
  // An option with the prefix "no-" is false if it was passed.
  const install = call.flag("no-install");
  const files = await initProject({ root: call.root, flags, prompts, install, say: call.say });
  if (files && call.json) call.report({ files }, []);
  return files ? DONE : FAILED;
}
