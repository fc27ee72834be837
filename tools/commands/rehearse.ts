import * as path from "node:path";
import { openly } from "../checks/steps";
import { runCommand } from "../../cli/problem";

/** npm run rehearse: what the runbooks say, done to prod on a local AWS of its own. More than an hour. */
runCommand(async () => {
  const root = process.cwd();
  const program = path.join(root, "node_modules", ".bin", "jest");
  const args = ["--config", "test/e2e/rehearsal/jest.config.cjs", "--runInBand", ...process.argv.slice(2)];
  return (await openly({ name: "rehearsal", program, args }, { cwd: root, env: process.env })) ? 0 : 1;
});
