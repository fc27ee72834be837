import type { RenamedFields } from "../../language/renamed-fields";

/** Renamed fields. An environment with an old name gets an error that contains the new name. */
export const RENAMED_FIELDS: RenamedFields = {
  deliveredBy: "deployedBy",
  "regions.*.leaving": "decommissioning",
  "services.*.scratch": "writablePaths",
  "workers.*.scratch": "writablePaths",
};
