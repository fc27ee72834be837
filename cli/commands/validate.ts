import { load } from "../../config/load";
import { findEnvironment, loadEnvironments } from "../environment";
import { waitingLines, waitingWorkloads } from "../release/first-image";
import { count } from "../text/markdown";
import { Problem } from "../problem";
import { ENVIRONMENTS_FILE } from "../project";
import { type Call, DONE, FAILED } from "../verb";

/** terrace validate: checks all environments against the schema and all rules. It synthesizes nothing. */
export function validate(call: Call): Promise<number> {
  const name = call.argument("environment");
  if (name !== "") findEnvironment(name);
  const environments = loadEnvironments(name, call.root);
  const loaded = load(environments, name === "" ? undefined : name);
  const names = name === "" ? Object.keys(environments) : [name];
  if (names.length === 0) throw noEnvironments();
  const platforms = loaded.ok ? loaded.platforms : [];
  const waiting = platforms.map((platform) => ({ environment: platform.name, workloads: waitingWorkloads(platform) }));
  const value = {
    valid: loaded.ok,
    environments: names,
    report: loaded.report,
    waiting: waiting.filter((one) => one.workloads.length > 0),
  };
  const report = loaded.report === "" ? [] : [loaded.report.trimEnd()];
  const valid = `${names.length === 1 ? `${names.join()} is valid` : `${count(names.length, "environment")} are valid: ${names.join(", ")}`}.`;
  call.report(value, [...report, ...(loaded.ok ? [valid, ...platforms.flatMap(waitingLines)] : [])]);
  return Promise.resolve(loaded.ok ? DONE : FAILED);
}

function noEnvironments(): Problem {
  return new Problem(
    [
      "The project has no environments.",
      `  received  ${ENVIRONMENTS_FILE} with no entry in \`environments\``,
      "  allowed   at least one environment",
      `  fix       Add it: export default defineProject({ environments: { prod } });`,
    ].join("\n"),
  );
}
