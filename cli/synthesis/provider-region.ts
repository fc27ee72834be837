import { parseStackName } from "../../stacks/names";
import { nested, type Documents, type Resource } from "./resources";

/** The region of a resource's provider. */
export function regionOf(documents: Documents, { stack, block }: Resource): string {
  const [, alias] = (typeof block.provider === "string" ? block.provider : "aws").split(".");
  const providers = nested(documents.get(stack)?.provider ?? {}, "aws");
  const region = providers.find((provider) => provider.alias === alias)?.region;
  return typeof region === "string" ? region : (parseStackName(stack)?.region ?? "");
}
