import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runCommand } from "../../cli/problem";
import { openly } from "../checks/steps";
import { costTable, readCosts } from "../checks/suite-costs";

/** npm run test:costs: runs the tests and prints a table of the most expensive suites. Arguments are passed to jest. */
runCommand(async () => {
  const root = process.cwd();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-costs-"));
  try {
    const file = path.join(folder, "costs.jsonl");
    const env = { ...process.env, TERRACE_SUITE_COSTS: file };
    const jest = { name: "tests", program: path.join(root, "node_modules", ".bin", "jest"), args: process.argv.slice(2) };
    const passed = await openly(jest, { cwd: root, env });
    if (fs.existsSync(file)) console.log(costTable(readCosts(fs.readFileSync(file, "utf8"))));
    return passed ? 0 : 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
