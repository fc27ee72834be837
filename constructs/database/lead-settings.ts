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
 * Arguments that must never replace the instance. A cross-region replica must not have them (the provider rejects them together with a
 * source), a difference in either replaces the instance, and the values that RDS returns for a replica can differ from those of the
 * primary. A promotion that adds them back would then plan to destroy the only remaining instance. They are names inside the data, which no
 * argument can change anyway.
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
 * Arguments of a region's lead instance in either role. A cross-region replica is ready to take over: a promotion changes no argument that
 * takes time or a restart, and none (`kms_key_id`, `storage_encrypted`, `engine`) that replaces the instance.
 *
 * A replica sets the version too. Without it the state contains the minor version, and the promotion would request the major version, which
 * RDS resolves to its default minor version.
 */
function sharedSettings({ database, key, subnetGroupName }: LeadInstanceProps) {
  return {
    engine: database.engine,
    engineVersion: majorVersion(database),
    instanceClass: database.size,
    port: database.port,
    dbSubnetGroupName: subnetGroupName,
    multiAz: database.multiAz,
    // The ARN: an alias or a bare ID would replace the database in each plan (provider-aws#25713).
    kmsKeyId: key.arn,
    // A source of replicas must have backups, and so must a cross-region replica: a lost region loses its backups too.
    backupRetentionPeriod: days(database.backupRetention),
    backupWindow: database.backupWindow,
  };
}

/** Arguments of the primary. */
export function primarySettings(scope: Construct, password: PasswordArguments, lead: LeadInstanceProps) {
  const { database } = lead;
  return {
    ...sharedSettings(lead),
    ...gp3(database.storage, database.maxStorage),
    ...password,
    ...deletionSettings(scope, lead),
    username: database.username,
    dbName: database.databaseName,
    lifecycle: statefulLifecycle(scope, INSIDE_THE_DATA),
  };
}

/**
 * Arguments of a cross-region replica, which has its source's data, storage size and users. All its data is in its source too, so neither
 * Terraform nor AWS protects it.
 */
export function replicaSettings(source: DatabaseSource, lead: LeadInstanceProps) {
  const { storageType, maxAllocatedStorage } = gp3(lead.database.storage, lead.database.maxStorage);
  return {
    ...sharedSettings(lead),
    ...INHERITED_PASSWORD,
    storageType,
    maxAllocatedStorage,
    // AWS requires the ARN across regions and the identifier within a region.
    replicateSourceDb: source.arn,
    deletionProtection: false,
    deleteAutomatedBackups: true,
    // AWS rejects a final snapshot of a replica.
    skipFinalSnapshot: true,
    lifecycle: { preventDestroy: false, ignoreChanges: INSIDE_THE_DATA, precondition: [...lead.guard.preconditions] },
  };
}

function deletionSettings(scope: Construct, { identifier, guard }: LeadInstanceProps) {
  const kept = isProtected(scope);
  return {
    deletionProtection: kept,
    deleteAutomatedBackups: !kept,
    skipFinalSnapshot: !kept,
    // A different name for each instance of this identifier: the snapshot of an earlier instance may still exist.
    ...(kept && { finalSnapshotIdentifier: `${identifier}-final-${guard.generation}` }),
  };
}
