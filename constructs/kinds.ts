import { cacheKind } from "./cache/kind";
import { databaseKind } from "./database/kind";
import { queueKind } from "./queue/kind";
import { secretKind } from "./secret/kind";
import { tableKind } from "./table/kind";

/** All kinds of resources that workloads name in `uses`, in the order of the field reference. Only the list, so that a test can replace it. */
export const KINDS = [databaseKind, tableKind, cacheKind, queueKind, secretKind] as const;
