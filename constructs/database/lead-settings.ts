import type { Construct } from "constructs";
import type { Database } from "./model";
import { days } from "../../language/units";
import type { EncryptionKey } from "../core/encryption-key";
import { isProtected, statefulLifecycle } from "../core/placement";
import { majorVersion } from "./engine";
import { INHERITED_PASSWORD, type PasswordArguments } from "./owner-password";
import type { DatabaseSource } from "./role";
import type { RoleGuard } from "./role-guard";
import { gp3 } from "./storage";

/**
 * Never a reason for a replacement. Both must be left out of a copy (the provider refuses them beside a source), both replace the instance
 * when they differ, and what RDS tells of a copy need not be what the primary was made with: a promotion that brings them back would plan to
 * destroy the only copy left. They are names inside the data, which no argument could change anyway.
 */
const INSIDE_THE_DATA = ["db_name", "username"];

export interface LeadInstanceProps {
  readonly database: Database;
  readonly identifier: string;
  readonly key: EncryptionKey;
  readonly subnetGroupName: string;
  readonly guard: RoleGuard;
}

/**
 * Arguments of a region's leading instance in either role: a copy is ready to take over, so that a promotion finds nothing to change that
 * takes time or a restart, and nothing (`kms_key_id`, `storage_encrypted`, `engine`) that would replace it.
 *
 * The version is said for a copy too: left out, the state holds the minor one, and the promotion would ask for the major version, which
 * RDS takes for its default minor version.
 */
function sharedSettings({ database, key, subnetGroupName }: LeadInstanceProps) {
  return {
    engine: database.engine,
    engineVersion: majorVersion(database),
    instanceClass: database.size,
    port: database.port,
    dbSubnetGroupName: subnetGroupName,
    multiAz: database.multiAz,
    // The ARN: an alias or a bare id would replace the database on each plan (provider-aws#25713).
    kmsKeyId: key.arn,
    // A source of replicas must have backups, a copy too. A region that is lost takes its backups along.
    backupRetentionPeriod: days(database.backupRetention),
    backupWindow: database.backupWindow,
  };
}

/** What makes it the primary. */
export function primarySettings(scope: Construct, password: PasswordArguments, lead: LeadInstanceProps) {
  const { database } = lead;
  return {
    ...sharedSettings(lead),
    ...gp3(database.storage, database.maxStorage),
    ...password,
    ...keptAtTheEnd(scope, lead),
    username: database.username,
    dbName: database.databaseName,
    lifecycle: statefulLifecycle(scope, INSIDE_THE_DATA),
  };
}

/**
 * What makes it a copy of another region: it has its source's data, size of storage and users. It keeps nothing that its source does not
 * have, so neither Terraform nor AWS protects it.
 */
export function replicaSettings(source: DatabaseSource, lead: LeadInstanceProps) {
  const { storageType, maxAllocatedStorage } = gp3(lead.database.storage, lead.database.maxStorage);
  return {
    ...sharedSettings(lead),
    ...INHERITED_PASSWORD,
    storageType,
    maxAllocatedStorage,
    // Across regions AWS wants the ARN, within a region the identifier.
    replicateSourceDb: source.arn,
    deletionProtection: false,
    deleteAutomatedBackups: true,
    // AWS refuses a final snapshot of a replica.
    skipFinalSnapshot: true,
    lifecycle: { preventDestroy: false, ignoreChanges: INSIDE_THE_DATA, precondition: [...lead.guard.preconditions] },
  };
}

function keptAtTheEnd(scope: Construct, { identifier, guard }: LeadInstanceProps) {
  const kept = isProtected(scope);
  return {
    deletionProtection: kept,
    deleteAutomatedBackups: !kept,
    skipFinalSnapshot: !kept,
    // Another name for each instance of this identifier: the snapshot of an earlier one may still be there.
    ...(kept && { finalSnapshotIdentifier: `${identifier}-final-${guard.generation}` }),
  };
}
