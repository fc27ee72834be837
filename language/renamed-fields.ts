import type { MissingFeatures } from "./missing-features";
import type { Path } from "./paths";

/** The new names of renamed fields, by the old path. `*` matches every name in a map: `"regions.*.leaving": "decommissioning"`. */
export type RenamedFields = Readonly<Record<string, string>>;

/** Names of fields that the schema does not have, with an explanation for each. */
export interface FieldNames {
  readonly renamed: RenamedFields;
  readonly missing: MissingFeatures;
}

export const NO_NAMES: FieldNames = { renamed: {}, missing: {} };

/** The new name of the field at a path; undefined if it was not renamed. */
export function newNameOf(renamed: RenamedFields, path: Path): string | undefined {
  const isAt = (pattern: string) => {
    const keys = pattern.split(".");
    return keys.length === path.length && keys.every((key, index) => key === "*" || key === path[index]);
  };
  return Object.entries(renamed).find(([pattern]) => isAt(pattern))?.[1];
}
