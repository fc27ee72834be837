import * as path from "node:path";
import { openly } from "../checks/steps";
import { runCommand } from "../../cli/problem";

/** npm run rehearse-delivery: runs the whole pipeline, from an empty account to a rollback, on its own local AWS. Takes 15 minutes. */
runCommand(async () => {
  const root = process.cwd();
  const program = path.join(root, "node_modules", ".bin", "jest");
  const args = ["--config", "test/e2e/delivery/jest.config.cjs", "--runInBand", ...process.argv.slice(2)];
  return (await openly({ name: "delivery", program, args }, { cwd: root, env: process.env })) ? 0 : 1;
});
