import type { RenamedFields } from "../../language/renamed-fields";

/** Fields that had another name before. An environment that uses an old name gets an error that names the new one. */
export const RENAMED_FIELDS: RenamedFields = {
  deliveredBy: "deployedBy",
  "regions.*.leaving": "decommissioning",
  "services.*.scratch": "writablePaths",
  "workers.*.scratch": "writablePaths",
};
