import type { Path } from "./paths";

/** The new names of renamed fields, by the old path. `*` matches every name in a map: `"regions.*.leaving": "decommissioning"`. */
export type RenamedFields = Readonly<Record<string, string>>;

/** The new name of the field at a path; undefined if it was not renamed. */
export function newNameOf(renamed: RenamedFields, path: Path): string | undefined {
  const isAt = (pattern: string) => {
    const keys = pattern.split(".");
    return keys.length === path.length && keys.every((key, index) => key === "*" || key === path[index]);
  };
  return Object.entries(renamed).find(([pattern]) => isAt(pattern))?.[1];
}
