import type { FieldNames } from "../../language/renamed-fields";
import { MISSING_FEATURES } from "./missing-features";
import { RENAMED_FIELDS } from "./renamed-fields";

/** Names that fields do not have, with an explanation for each. */
export const FIELD_NAMES: FieldNames = { renamed: RENAMED_FIELDS, missing: MISSING_FEATURES };
