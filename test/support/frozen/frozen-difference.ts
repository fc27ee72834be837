import { ADDRESS, FROZEN } from "./frozen-attributes";
import type { FrozenValues } from "./frozen-values";

export const HOW_TO_PROCEED = [
  "If only the wording should change: restore the text. If the resource itself should change, read its effect above, then run",
  "  npm run freeze",
  "and commit the difference, so that the review shows it. New resources need the same command.",
].join("\n");

/** One line per frozen value that differs, with the effect of the change on AWS. */
export function frozenDifferences(before: FrozenValues, after: FrozenValues): readonly string[] {
  const stacks = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return stacks.flatMap((stack) => {
    const [old = {}, current = {}] = [before[stack], after[stack]];
    const keys = [...new Set([...Object.keys(old), ...Object.keys(current)])].sort();
    return keys.flatMap((key) => {
      const [was, is] = [old[key], current[key]];
      if (JSON.stringify(was) === JSON.stringify(is)) return [];
      const place = `${stack}: ${key}`;
      if (was === undefined) return [`${place} is new${shown(is)}`];
      if (is === undefined)
        return [`${place} is gone${shown(was)}. Where it was deployed, Terraform destroys the resource. A changed value: ${effectOf(key)}`];
      return [`${place} was ${JSON.stringify(was)}, is ${JSON.stringify(is)}. The change: ${effectOf(key)}`];
    });
  });
}

function effectOf(key: string): string {
  const [address = "", attribute = ADDRESS] = key.split(" ");
  const type = address.split(".", 1)[0] ?? "";
  return FROZEN[type]?.find(({ attributes }) => attributes.includes(attribute))?.effect ?? "destroys or replaces a resource";
}

const shown = (value: unknown) => (value === "" || value === undefined ? "" : `: ${JSON.stringify(value)}`);
