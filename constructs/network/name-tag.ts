import type { IConstruct } from "constructs";
import { placementOf } from "../core/placement";

/** The `Name` tag: what the console shows for things of a VPC, which have no names of their own. */
export function nameTag(scope: IConstruct, ...parts: readonly string[]): { readonly Name: string } {
  return { Name: [placementOf(scope).environment, ...parts].join("-") };
}
