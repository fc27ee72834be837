import type { IConstruct } from "constructs";
import { placementOf } from "../core/placement";

/** The `Name` tag: the console shows it for VPC resources, which have no name attribute. */
export function nameTag(scope: IConstruct, ...parts: readonly string[]): { readonly Name: string } {
  return { Name: [placementOf(scope).environment, ...parts].join("-") };
}
