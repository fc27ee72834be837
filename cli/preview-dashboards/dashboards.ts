import type { DashboardBody } from "../../constructs/observability/dashboard/body";
import { readDocument, readStacks, type TerraformJson } from "../synthesis/synthesized";
import { Problem } from "../problem";
import { replaceReferences } from "./references";

export interface SynthesizedDashboard {
  readonly name: string;
  readonly body: DashboardBody;
}

type Documents = ReadonlyMap<string, TerraformJson>;

/**
 * All dashboards in a cdktf output folder, by name, with the bodies that CloudWatch would receive. Values that are unknown before an apply are
 * replaced by readable names.
 */
export function readDashboards(folder: string): readonly SynthesizedDashboard[] {
  const documents: Documents = new Map(readStacks(folder).map((stack) => [stack.name, readDocument(stack)]));
  return [...documents]
    .flatMap(([stack, { resource }]) =>
      Object.values(resource?.aws_cloudwatch_dashboard ?? {}).map((block) => readDashboard(block, stack, documents)),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readDashboard(block: object, stack: string, documents: Documents): SynthesizedDashboard {
  const { dashboard_name: name, dashboard_body: json } = block as { readonly dashboard_name: string; readonly dashboard_body: string };
  const text = replaceReferences(json, (expression) => JSON.stringify(nameOf(expression, stack, documents)).slice(1, -1));
  try {
    return { name, body: JSON.parse(text) as DashboardBody };
  } catch (error) {
    throw new Problem(`The body of dashboard ${name} in stack ${stack} is not valid JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

const ALARM = /^(aws_cloudwatch_(?:metric|composite)_alarm)\.([\w-]+)\.arn$/;
const REMOTE = /^data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)$/;

/** A readable name for a reference: the name of an alarm, also in another stack; otherwise the shortened reference. */
function nameOf(expression: string, stack: string, documents: Documents): string {
  const [, other, output] = REMOTE.exec(expression) ?? [];
  if (other !== undefined && output !== undefined) {
    const { value } = (documents.get(other)?.output?.[output] ?? {}) as { readonly value?: string };
    if (value?.startsWith("${") === true) return nameOf(value.slice(2, -1), other, documents);
  }
  const [, type, id] = ALARM.exec(expression) ?? [];
  if (type !== undefined && id !== undefined) {
    const alarm = documents.get(stack)?.resource?.[type]?.[id] as { readonly alarm_name?: string } | undefined;
    if (alarm?.alarm_name !== undefined) return alarm.alarm_name;
  }
  return expression.replace(/^(data\.)?aws_/, "").replace(/_[0-9A-F]{8}\b/g, "");
}
