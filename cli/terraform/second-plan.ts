import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Problem } from "../problem";
import { errorsOf, type Terraform, type TerraformOptions } from "./terraform";

/** One change in a plan. */
export interface PlannedChange {
  readonly address: string;
  readonly action: string;
  /** Changed attributes. */
  readonly attributes?: readonly string[];
}

/** The parts of `terraform show -json <plan>` that are read here. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: { readonly before: object | null; readonly after: object | null; readonly after_unknown?: object };
  }[];
}

/** The attributes that a plan would change, by the address of their resource. */
export function changedAttributes(plan: PlanJson): Map<string, string[]> {
  return new Map((plan.resource_changes ?? []).map(({ address, change }) => [address, attributesOf(change)]));
}

/** The attributes of one resource that would change. */
export function attributesOf(change: NonNullable<PlanJson["resource_changes"]>[number]["change"]): string[] {
  const [before, after, unknown] = [change.before ?? {}, change.after ?? {}, change.after_unknown ?? {}].map(
    (part) => new Map(Object.entries(part)),
  );
  const names = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? []), ...(unknown?.keys() ?? [])])];
  return names.filter((name) => unknown?.get(name) === true || !isDeepStrictEqual(before?.get(name), after?.get(name)));
}

interface PlanMessage {
  readonly type?: string;
  readonly change?: { readonly resource?: { readonly addr?: string }; readonly action?: string };
  readonly outputs?: Readonly<Record<string, { readonly action?: string }>>;
}

function parseMessages(output: string): PlanMessage[] {
  return output.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as PlanMessage] : []));
}

/** Parses the output of `terraform plan -json`. */
export function plannedChanges(output: string): PlannedChange[] {
  return parseMessages(output).flatMap((message) => {
    if (message.type === "planned_change")
      return [{ address: message.change?.resource?.addr ?? "?", action: message.change?.action ?? "?" }];
    const outputs = Object.entries(message.outputs ?? {});
    return outputs.flatMap(([name, { action }]) => (action && action !== "noop" ? [{ address: `output.${name}`, action }] : []));
  });
}

const PLAN_FILE = "second-plan";

/** Plans a deployed stack again. An empty list proves that the deployment matches the code. */
export async function secondPlan(terraform: Terraform, directory: string, options: TerraformOptions): Promise<PlannedChange[]> {
  const args = ["plan", "-detailed-exitcode", "-input=false", "-lock=false", "-no-color", "-json", "-parallelism=40", `-out=${PLAN_FILE}`];
  const { code, stdout, stderr, log } = await terraform(directory, args, options);
  if (code === 0) return [];
  const changes = plannedChanges(stdout);
  if (code === 2 && changes.length > 0) {
    const shown = await terraform(directory, ["show", "-json", PLAN_FILE]);
    const attributes = changedAttributes(JSON.parse(shown.stdout) as PlanJson);
    return changes.map((change) => ({ ...change, attributes: attributes.get(change.address) ?? [] }));
  }
  throw new Problem(`The second plan of ${path.basename(directory)} failed.\n\n${errorsOf({ code, stdout, stderr })}`, log);
}
