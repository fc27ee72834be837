import { LIMITS } from "../../aws/limits";
import { highestOf, isExceeded, type Usage } from "./usage";

/** Quotas of global services are increased in this region. */
const GLOBAL_REGION = "us-east-1";

const number = (value: number) => (Number.isInteger(value) ? `${value}` : value.toFixed(1));

function row({ limit, where, used, allowed }: Usage): readonly string[] {
  const percent = `${Math.round((100 * used) / allowed)}%`;
  return [percent, `${number(used)} of ${number(allowed)}`, LIMITS[limit].quota, where.replace(/^aws_\S+ /, "")];
}

function table(usages: readonly Usage[]): string[] {
  const rows = usages.map(row);
  const width = (column: number) => Math.max(0, ...rows.map((cells) => cells[column]?.length ?? 0));
  return rows.map(([percent = "", used = "", quota = "", where = ""]) =>
    `  ${percent.padStart(width(0))}  ${used.padStart(width(1))}  ${quota.padEnd(where === "" ? 0 : width(2))}  ${where}`.trimEnd(),
  );
}

/** The command that requests a higher value of an adjustable quota, in a region for regional quotas. */
function increase({ limit, region, used }: Usage): string {
  const { service, code } = LIMITS[limit];
  if (code === undefined) return `request at least ${number(Math.ceil(used))} in the console of Service Quotas (service ${service})`;
  return `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${Math.ceil(used)} --region ${region === "" ? GLOBAL_REGION : region}`;
}

/** The lines for one exceeded quota. */
export function problem(usage: Usage): string[] {
  const { quota, adjustable, source } = LIMITS[usage.limit];
  const where = usage.where === "" ? "the account" : usage.where;
  const help = adjustable ? `to raise it: ${increase(usage)}` : `AWS does not raise this quota: ${source}`;
  return [`  ${quota}: ${number(usage.used)} of ${number(usage.allowed)} in ${where}`, `    ${help}`];
}

/** The report for a terminal: exceeded quotas first, then the highest use of each quota. */
export function limitsReport(title: string, usages: readonly Usage[]): string {
  const exceeded = usages.filter(isExceeded);
  return [
    `${title}: ${exceeded.length === 0 ? "no quota is exceeded." : `${exceeded.length} ${exceeded.length === 1 ? "quota is" : "quotas are"} exceeded.`}`,
    ...(exceeded.length === 0 ? [] : ["", ...exceeded.flatMap(problem)]),
    "",
    "Highest use of each quota",
    ...table(highestOf(usages)),
  ].join("\n");
}

/** The report as one JSON document. */
export function limitsDocument(title: string, usages: readonly Usage[]): object {
  return {
    account: title,
    exceeded: usages.filter(isExceeded).length,
    usages: highestOf(usages).map((usage) => ({ ...LIMITS[usage.limit], ...usage })),
  };
}
