import { candidates } from "../completion/candidates";
import { projectNames } from "../completion/project-names";
import { completionScript, SHELLS } from "../completion/scripts";
import { UsageProblem } from "../problem";
import { type Call, DONE, optionsOf } from "../verb";

/** terrace completion bash: prints the completion script of a shell. With --words it prints the completions of the last word. */
export function completion(call: Call): Promise<number> {
  if (call.flag("words")) {
    const verbs = call.verbs.map((verb) => ({ verb, options: optionsOf(verb) }));
    const found = candidates(verbs, call.list("shell"), projectNames());
    for (const { value, description } of found) console.log(description === "" ? value : `${value}\t${description}`);
    return Promise.resolve(DONE);
  }
  const [shell = ""] = call.list("shell");
  const script = completionScript(shell);
  if (script === undefined)
    throw new UsageProblem(`Unknown shell ${JSON.stringify(shell)}. Use one of: ${SHELLS.join(", ")}. Example: completion bash`);
  console.log(script);
  return Promise.resolve(DONE);
}
