import * as path from "node:path";
import { openly } from "../checks/steps";
import { runCommand } from "../../cli/problem";

/** npm run rehearse: runs the procedures of the runbooks on prod, on its own local AWS. Takes more than an hour. */
runCommand(async () => {
  const root = process.cwd();
  const program = path.join(root, "node_modules", ".bin", "jest");
  const args = ["--config", "test/e2e/rehearsal/jest.config.cjs", "--runInBand", ...process.argv.slice(2)];
  return (await openly({ name: "rehearsal", program, args }, { cwd: root, env: process.env })) ? 0 : 1;
});
