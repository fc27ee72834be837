import { Problem } from "../problem";
import type { PlanJson } from "./second-plan";

export type Values = Readonly<Record<string, unknown>>;

/** The parts of `terraform show -json <plan>` that are read here. */
export interface PlanDocument extends PlanJson {
  readonly format_version?: string;
  /** A plan of a run that failed half-way is written all the same. */
  readonly errored?: boolean;
  readonly output_changes?: Readonly<
    Record<string, { readonly actions: readonly string[]; readonly after?: unknown; readonly after_unknown?: unknown }>
  >;
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly mode?: string;
    readonly deposed?: string;
    /** Where it was until now, by a block `moved`. */
    readonly previous_address?: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Values | null;
      readonly after: Values | null;
      readonly after_unknown?: object;
      /** By a block `import`. */
      readonly importing?: object;
    };
  }[];
}

/** The major version of the format that is read here; a newer one must be refused: https://developer.hashicorp.com/terraform/internals/json-format */
const FORMAT = "1";

/**
 * @throws Problem where the document is of a version that is not known here, or of a plan that is not whole.
 */
export function readPlanDocument(stack: string, text: string): PlanDocument {
  const document = JSON.parse(text) as PlanDocument;
  const { format_version: format = "none", errored } = document;
  if (format.split(".")[0] !== FORMAT)
    throw new Problem(
      `${stack}: Terraform shows its plan in format ${format}. Known here: ${FORMAT}.x. Use the Terraform that the README names.`,
    );
  if (errored) throw new Problem(`${stack}: its plan is not whole, Terraform met an error while making it.`);
  return document;
}
