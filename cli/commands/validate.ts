import { LIMITS } from "../../aws/limits";
import { load } from "../../config/load";
import type { Platform } from "../../config/model";
import { findEnvironment, loadEnvironments } from "../environment";
import { waitingLines, waitingWorkloads } from "../release/first-image";
import { raisable, raisableText } from "../limits/check";
import { pathsOf } from "../paths";
import { synthesizeDocuments } from "../synthesis/documents";
import { count } from "../text/markdown";
import { Problem } from "../problem";
import { ENVIRONMENTS_FILE } from "../project";
import { type Call, DONE, FAILED } from "../verb";
import { warningText, warningValues, withClockWarnings } from "../warnings";

/** terrace validate: checks all environments against the schema and all rules, and their synthesized stacks against AWS's quotas. */
export async function validate(call: Call): Promise<number> {
  const name = call.argument("environment");
  if (name !== "") findEnvironment(name);
  const environments = loadEnvironments(name, call.root);
  const loaded = load(environments, name === "" ? undefined : name);
  const names = name === "" ? Object.keys(environments) : [name];
  if (names.length === 0) throw noEnvironments();
  const platforms = loaded.ok ? loaded.platforms : [];
  const warnings = loaded.ok ? withClockWarnings(platforms, loaded.warnings, new Date()) : [];
  const text = loaded.ok ? warningText(warnings) : loaded.report;
  const waiting = platforms.map((platform) => ({ environment: platform.name, workloads: waitingWorkloads(platform) }));
  const quotas = loaded.ok ? await checkQuotas(call, name, platforms) : { error: "", exceeded: [] };
  const ok = loaded.ok && quotas.error === "";
  const value = {
    valid: ok,
    environments: names,
    report: `${text}${quotas.error}`,
    warnings: warningValues(warnings),
    waiting: waiting.filter((one) => one.workloads.length > 0),
    quotas: quotas.exceeded.map((usage) => ({ ...LIMITS[usage.limit], ...usage })),
  };
  const report = [text.trimEnd(), quotas.error, ...raisableText(quotas.exceeded)].filter((line) => line !== "");
  const valid = `${names.length === 1 ? `${names.join()} is valid` : `${count(names.length, "environment")} are valid: ${names.join(", ")}`}.`;
  call.report(value, [...report, ...(ok ? [valid, ...platforms.flatMap(waitingLines)] : [])]);
  return ok ? DONE : FAILED;
}

/** Exceeded quotas of AWS: an error for a quota that AWS does not raise, and the others by account. */
async function checkQuotas(call: Call, environment: string, platforms: readonly Platform[]) {
  const only = environment === "" ? {} : { environment };
  try {
    const documents = await synthesizeDocuments(pathsOf(call.root), only);
    return { error: "", exceeded: raisable(documents, platforms) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { error: error.message, exceeded: [] };
  }
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
