import { ADDRESS, FROZEN } from "./frozen-attributes";
import type { FrozenValues } from "./frozen-values";

export const HOW_TO_PROCEED = [
  "If you only meant to change the wording, restore the text. If you meant to change the resource, read the effect above, then run",
  "  npm run freeze",
  "and commit the difference, so that the review shows it. Run the same command after adding resources.",
].join("\n");

/** One line per differing frozen value, with the effect of the change on AWS. */
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
        return [
          `${place} is gone${shown(was)}. Terraform destroys the resource in every environment that has it. A changed value: ${effectOf(key)}`,
        ];
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
