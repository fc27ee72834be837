/** How a stateful resource loses data: deleted, replaced, or changed in place so that it keeps less. */
export type LossKind = "destroy" | "replace" | "reduce";

/** A destructive change that a pull request approves. */
export type Allowance =
  | { readonly kind: LossKind; readonly stack: string; readonly address: string }
  /** Takes away what serves before its replacement serves. */
  | { readonly kind: "cut"; readonly stack: string; readonly address: string }
  /** Tries a change that AWS rejects or interrupts. */
  | { readonly kind: "force"; readonly stack: string; readonly address: string }
  | { readonly kind: "change"; readonly region: string; readonly percent: number }
  /** Restores or evacuates a region. */
  | { readonly kind: "restore" | "evacuate"; readonly region: string };

export interface Allowances {
  readonly allowed: readonly Allowance[];
  /** Lines that start with `Allow:` but cannot be parsed. */
  readonly invalid: readonly string[];
}

export const ALLOW_FORMS = [
  "Allow: destroy <stack> <address>",
  "Allow: replace <stack> <address>",
  "Allow: reduce <stack> <address>",
  "Allow: cut <stack> <address>",
  "Allow: force <stack> <address>",
  "Allow: change <region> <percent>%",
  "Allow: restore <region>",
  "Allow: evacuate <region>",
];

const ALLOW = /^(?:[-*+]\s+)?allow:\s*(.*)$/i;
const LOSS = /^(destroy|replace|reduce|cut|force)\s+(\S+)\s+(\S.*)$/i;
const TRAFFIC = /^(restore|evacuate)\s+(\S+)$/i;
const CHANGE = /^change\s+(\S+)\s+(\d+(?:\.\d+)?)\s*%$/i;

/**
 * Parses the allowances in the text of a pull request. Each line allows exactly one named change. Comments and examples, for example from a
 * pull request template, are ignored.
 */
export function readAllowances(text: string): Allowances {
  const lines = effectiveLines(text).flatMap((line) => ALLOW.exec(line)?.[1] ?? []);
  const [allowed, invalid]: [Allowance[], string[]] = [[], []];
  for (const line of lines) {
    const allowance = readAllowance(line.replaceAll("`", "").trim());
    if (allowance) allowed.push(allowance);
    else invalid.push(`Allow: ${line}`);
  }
  return { allowed, invalid };
}

/** Verbs of earlier versions. Messages of merged pull requests contain them. */
const EARLIER_VERBS: Readonly<Record<string, string>> = { weaken: "reduce", share: "change" };

function readAllowance(text: string): Allowance | undefined {
  const line = text.replace(/^\w+/, (verb) => EARLIER_VERBS[verb.toLowerCase()] ?? verb);
  const loss = LOSS.exec(line);
  if (loss) {
    const [, kind = "", stack = "", address = ""] = loss;
    return { kind: kind.toLowerCase() as LossKind | "cut" | "force", stack, address };
  }
  const [, traffic, region = ""] = TRAFFIC.exec(line) ?? [];
  if (traffic !== undefined) return { kind: traffic.toLowerCase() === "restore" ? "restore" : "evacuate", region };
  const change = CHANGE.exec(line);
  const percent = Number(change?.[2]);
  return change && percent <= 100 ? { kind: "change", region: change[1] ?? "", percent } : undefined;
}

/** The lines outside comments, code blocks and quotes. An unclosed comment hides the rest, as on GitHub. */
function effectiveLines(text: string): string[] {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const raw of text.replace(/<!--[^]*?(-->|$)/g, "").split(/\r\n|[\r\n]/)) {
    const line = raw.trim();
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line === mark) fence = undefined;
    } else if (mark) fence = mark;
    else if (!/^( {4}|\t)/.test(raw) && !line.startsWith(">")) lines.push(line);
  }
  return lines;
}

/** Formats an allowance as a line. */
export function allowLine(allowance: Allowance): string {
  if (allowance.kind === "change") return `Allow: change ${allowance.region} ${allowance.percent}%`;
  const target = "stack" in allowance ? `${allowance.stack} ${allowance.address}` : allowance.region;
  return `Allow: ${allowance.kind} ${target}`;
}
