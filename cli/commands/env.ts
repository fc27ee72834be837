import { exportLines, localVariables } from "../local/environment";
import { findLocalAws } from "../local/local-aws";
import { pathsOf } from "../paths";
import { Problem, runCommand } from "../problem";
import { chooseProvider } from "../terraform/provider";

/** eval "$(npm run --silent env)": points this shell's Terraform, cdktf and AWS tools at the local AWS that npm start left running. */
runCommand(async () => {
  const paths = pathsOf(process.cwd());
  const server = await findLocalAws(paths);
  if (!server) throw new Problem("No local AWS is running. Start one with: npm start");
  console.log(exportLines(localVariables(server, (await chooseProvider(paths)).cliConfig)));
  return 0;
});
