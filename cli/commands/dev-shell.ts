import { openShell, shellLines } from "../dev/shell";
import { pathsOf } from "../paths";
import { type Call, DONE } from "../verb";

/** terrace dev shell: a shell whose Terraform, cdktf and AWS tools use the local AWS that `terrace dev` left running; `--print` prints its variables. */
export async function devShell(call: Call): Promise<number> {
  const paths = pathsOf(call.root);
  if (!call.flag("print")) return openShell(paths, call.say);
  console.log(await shellLines(paths));
  return DONE;
}
