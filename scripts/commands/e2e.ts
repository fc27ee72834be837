import * as path from "node:path";
import { openly } from "../checks/steps";
import { runCommand } from "../problem";

/** npm run e2e: the whole of dev on a local AWS of its own, from nothing to nothing. */
runCommand(async () => {
  const root = process.cwd();
  const program = path.join(root, "node_modules", ".bin", "jest");
  const args = ["--config", "test/e2e/jest.config.cjs", "--runInBand", ...process.argv.slice(2)];
  return (await openly({ name: "e2e", program, args }, { cwd: root, env: process.env })) ? 0 : 1;
});
