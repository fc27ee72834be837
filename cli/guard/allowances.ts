/** How something that keeps data loses it: it is deleted, it is replaced, or it stays and keeps less data. */
export type LossKind = "destroy" | "replace" | "reduce";

/** What a pull request says that it does on purpose. */
export type Allowance =
  | { readonly kind: LossKind; readonly stack: string; readonly address: string }
  | { readonly kind: "change"; readonly region: string; readonly percent: number }
  /** A region comes back into the public names, or leaves them. */
  | { readonly kind: "restore" | "evacuate"; readonly region: string };

export interface Allowances {
  readonly allowed: readonly Allowance[];
  /** Lines that begin as such a line does, and say nothing that is understood. */
  readonly invalid: readonly string[];
}

export const ALLOW_FORMS = [
  "Allow: destroy <stack> <address>",
  "Allow: replace <stack> <address>",
  "Allow: reduce <stack> <address>",
  "Allow: change <region> <percent>%",
  "Allow: restore <region>",
  "Allow: evacuate <region>",
];

const ALLOW = /^(?:[-*+]\s+)?allow:\s*(.*)$/i;
const LOSS = /^(destroy|replace|reduce)\s+(\S+)\s+(\S.*)$/i;
const TURN = /^(restore|evacuate)\s+(\S+)$/i;
const CHANGE = /^change\s+(\S+)\s+(\d+(?:\.\d+)?)\s*%$/i;

/**
 * Reads the text of a pull request. Each line stands for one thing, with its name in full: what a line does not name is not allowed by it. What
 * is a comment or an example in the text, as templates of pull requests have them, allows nothing.
 */
export function readAllowances(text: string): Allowances {
  const lines = meant(text).flatMap((line) => ALLOW.exec(line)?.[1] ?? []);
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
    return { kind: kind.toLowerCase() as LossKind, stack, address };
  }
  const [, turn, region = ""] = TURN.exec(line) ?? [];
  if (turn !== undefined) return { kind: turn.toLowerCase() === "restore" ? "restore" : "evacuate", region };
  const change = CHANGE.exec(line);
  const percent = Number(change?.[2]);
  return change && percent <= 100 ? { kind: "change", region: change[1] ?? "", percent } : undefined;
}

/** The lines that are meant: without comments, and without what stands between fences or is quoted. A comment that is never closed hides the rest, as on GitHub. */
function meant(text: string): string[] {
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

/** The line that allows this. */
export function allowLine(allowance: Allowance): string {
  if (allowance.kind === "change") return `Allow: change ${allowance.region} ${allowance.percent}%`;
  const what = "stack" in allowance ? `${allowance.stack} ${allowance.address}` : allowance.region;
  return `Allow: ${allowance.kind} ${what}`;
}
