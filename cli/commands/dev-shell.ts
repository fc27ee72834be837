import { exportLines, localVariables } from "../local/environment";
import { findLocalAws } from "../local/local-aws";
import { pathsOf } from "../paths";
import { Problem } from "../problem";
import { type Call, COMMAND, DONE } from "../verb";
import { chooseProvider } from "../terraform/provider";

/** eval "$(terrace dev shell)": points this shell's Terraform, cdktf and AWS tools at the local AWS that `terrace dev` left running. */
export async function devShell(call: Call): Promise<number> {
  const paths = pathsOf(call.root);
  const server = await findLocalAws(paths);
  if (!server) throw new Problem(`No local AWS is running. Start one with: ${COMMAND} dev`);
  console.log(exportLines(localVariables(server, (await chooseProvider(paths)).cliConfig)));
  return DONE;
}
