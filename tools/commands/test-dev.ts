import * as path from "node:path";
import { openly } from "../checks/steps";
import { runCommand } from "../../cli/problem";

/** npm run test:dev: kills `terrace dev` at its worst moments, and starts it again each time. Takes four minutes. */
runCommand(async () => {
  const root = process.cwd();
  const program = path.join(root, "node_modules", ".bin", "jest");
  const args = ["--config", "test/e2e/dev/jest.config.cjs", "--runInBand", ...process.argv.slice(2)];
  return (await openly({ name: "dev", program, args }, { cwd: root, env: process.env })) ? 0 : 1;
});
