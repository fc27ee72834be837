import { cacheKind } from "./cache/kind";
import { databaseKind } from "./database/kind";
import { queueKind } from "./queue/kind";
import { secretKind } from "./secret/kind";
import { tableKind } from "./table/kind";

/**
 * All kinds of resources that workloads can use, in the order of the field reference. In a separate file, so that a test can replace the
 * list.
 */
export const KINDS = [databaseKind, tableKind, cacheKind, queueKind, secretKind] as const;
