import { Problem } from "../problem";
import type { PlanJson } from "./second-plan";

export type Values = Readonly<Record<string, unknown>>;

/** The parts of `terraform show -json <plan>` that are read here. */
export interface PlanDocument extends PlanJson {
  readonly format_version?: string;
  /** Terraform also writes the incomplete plan of a failed run. */
  readonly errored?: boolean;
  readonly output_changes?: Readonly<
    Record<string, { readonly actions: readonly string[]; readonly after?: unknown; readonly after_unknown?: unknown }>
  >;
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly mode?: string;
    readonly deposed?: string;
    /** Previous address, from a `moved` block. */
    readonly previous_address?: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Values | null;
      readonly after: Values | null;
      readonly after_unknown?: object;
      /** Set by an `import` block. */
      readonly importing?: object;
    };
  }[];
}

/** The supported major version of the format. Newer ones must be rejected: https://developer.hashicorp.com/terraform/internals/json-format */
const FORMAT = "1";

/**
 * @throws Problem if the format is unsupported or the plan is incomplete.
 */
export function readPlanDocument(stack: string, text: string): PlanDocument {
  const document = JSON.parse(text) as PlanDocument;
  const { format_version: format = "none", errored } = document;
  if (format.split(".")[0] !== FORMAT)
    throw new Problem(
      `${stack}: Terraform printed the plan in format ${format}; supported: ${FORMAT}.x. Use the Terraform version from the README.`,
    );
  if (errored) throw new Problem(`${stack}: the plan is incomplete, because Terraform failed while planning.`);
  return document;
}
