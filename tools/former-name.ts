import { COMMAND } from "../cli/verb";
import { VERBS } from "../cli/verbs";
import { verbAt } from "../cli/entry/parse";
import { runTerrace } from "../cli/entry/run-terrace";
import { currentCommand } from "./former-names";

/** Runs an earlier script of package.json as the verb that replaced it, and prints the verb on standard error: standard output may be evaluated. */
const [name = "", ...args] = process.argv.slice(2);
const current = currentCommand(name, args);
const verb = verbAt(VERBS, current)?.name ?? current[0] ?? "";
console.error(`\`npm run ${name}\` was renamed to \`${COMMAND} ${verb}\`. The old name works for one more version.`);
runTerrace(current);
