import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Texts that stay as they are, because AWS or code compares them. */
export interface FrozenTexts {
  /** Whether a literal produces such a text: the pattern has a wildcard for each value of a template. */
  readonly has: (pattern: RegExp) => boolean;
}

/** The values that test/scenarios/frozen-texts.test.ts holds. */
export function readFrozenTexts(root: string): FrozenTexts {
  const folder = join(root, "test", "fixtures", "frozen");
  const files = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Groups);
  const texts = files.flatMap((groups) =>
    Object.values(groups).flatMap((entries) =>
      Object.entries(entries).flatMap(([key, value]) =>
        (value === "" ? [key.slice(key.indexOf(" = ") + 3)] : [value].flat()).flatMap(leaves),
      ),
    ),
  );
  const unique = [...new Set(texts)].filter((text) => text.includes(" "));
  return { has: (pattern) => unique.some((text) => pattern.test(text)) };
}

type Groups = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** The strings in a policy that is JSON, or the text itself. */
function leaves(text: string): readonly string[] {
  if (!text.startsWith("{")) return [text];
  const found: string[] = [];
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value === "string") found.push(value);
    return value;
  });
  return found;
}
