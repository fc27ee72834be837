import { LIMITS, quotaRegion } from "../../aws/limits";
import { grouped } from "../../language/collections";
import type { AccountQuotas } from "./account-quotas";
import { highestOf, isExceeded, type Usage } from "./usage";

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
  return `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${Math.ceil(used)} --region ${quotaRegion(limit, region)}`;
}

/** The lines for one exceeded quota. */
export function problem(usage: Usage): string[] {
  const { quota, adjustable, source } = LIMITS[usage.limit];
  const where = usage.where === "" ? "the account" : usage.where;
  const help = adjustable ? `to raise it: ${increase(usage)}` : `AWS does not raise this quota: ${source}`;
  return [`  ${quota}: ${number(usage.used)} of ${number(usage.allowed)} in ${where}`, `    ${help}`];
}

/** The report for a terminal: exceeded quotas first, then the highest use of each quota. */
export function limitsReport(title: string, usages: readonly Usage[], live?: AccountQuotas): string {
  const exceeded = usages.filter(isExceeded);
  return [
    `${title}: ${exceeded.length === 0 ? "no quota is exceeded." : `${exceeded.length} ${exceeded.length === 1 ? "quota is" : "quotas are"} exceeded.`}`,
    ...(exceeded.length === 0 ? [] : ["", ...exceeded.flatMap(problem)]),
    "",
    `Highest use of each quota${live ? ", compared with the account's own values" : ""}`,
    ...table(highestOf(usages)),
    ...(live ? unreportedText(live) : []),
  ].join("\n");
}

function unreportedText({ unreported }: AccountQuotas): string[] {
  if (unreported.length === 0) return [];
  const names = [...grouped(unreported.map(({ limit, region }) => [LIMITS[limit].quota, region] as const))];
  return [
    "",
    "Compared with AWS's default values, because Service Quotas does not report them",
    ...names.map(([quota, regions]) => `  ${[quota, regions.filter((region) => region !== "").join(", ")].filter(Boolean).join("  ")}`),
  ];
}

/** The report as one JSON document. */
export function limitsDocument(title: string, usages: readonly Usage[], live?: AccountQuotas): object {
  const isDefault = ({ limit, region }: Usage) => !live || live.unreported.some((one) => one.limit === limit && one.region === region);
  return {
    account: title,
    exceeded: usages.filter(isExceeded).length,
    usages: highestOf(usages).map((usage) => ({ ...LIMITS[usage.limit], ...usage, from: isDefault(usage) ? "default" : "account" })),
  };
}
