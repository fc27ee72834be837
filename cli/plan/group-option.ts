import type { Call } from "../verb";

/** The group of `--group`, as a field of plans and of their place; without the option, plans are of the whole environment. */
export function groupOption(call: Call): { readonly group?: string } {
  const group = call.option("group");
  return group === "" ? {} : { group };
}
