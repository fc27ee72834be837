import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Database } from "./model";
import type { EncryptionKey } from "../core/encryption-key";
import { LogGroup } from "../core/log-group";
import { isProtected } from "../core/placement";
import { LOG_TYPES } from "./engine";
import type { MonitoringRole } from "./monitoring-role";

/** Settings that the lead instance and its replicas share. */
export interface SharedInstanceSettings {
  readonly database: Database;
  readonly key: EncryptionKey;
  readonly logsKey: EncryptionKey;
  readonly securityGroupIds: string[];
  readonly parameterGroupName: string;
  readonly monitoringRole: MonitoringRole;
}

/**
 * Arguments that are the same for the lead instance and its replicas. They are explicit on replicas too: otherwise the provider sends its
 * own defaults, and some differ in each plan.
 *
 * The certificate authority is not among them: the provider would set it by a second modification after the creation, with another wait.
 * Without it a new instance uses the account's default, rds-ca-rsa2048-g1 unless the account has another default. AWS never changes the
 * authority of a running instance on its own.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export function instanceSettings(scope: Construct, identifier: string, performanceInsights: boolean, parts: SharedInstanceSettings) {
  const { database, key, monitoringRole } = parts;
  return {
    identifier,
    parameterGroupName: parts.parameterGroupName,
    vpcSecurityGroupIds: parts.securityGroupIds,
    publiclyAccessible: false,
    storageEncrypted: true,
    iamDatabaseAuthenticationEnabled: true,
    autoMinorVersionUpgrade: true,
    allowMajorVersionUpgrade: false,
    maintenanceWindow: database.maintenanceWindow,
    // Disruptive changes wait for the maintenance window, unless the environment is ephemeral.
    applyImmediately: !isProtected(scope),
    copyTagsToSnapshot: true,
    monitoringInterval: 60,
    monitoringRoleArn: monitoringRole.arn,
    performanceInsightsEnabled: performanceInsights,
    // The key can never be changed later, so it is customer managed from the start. A retention of 7 days is free.
    ...(performanceInsights && { performanceInsightsKmsKeyId: key.arn, performanceInsightsRetentionPeriod: 7 }),
    enabledCloudwatchLogsExports: [...LOG_TYPES[database.engine]],
    dependsOn: [monitoringRole.dependable, ...logGroups(scope, identifier, parts)],
  };
}

/** Log groups exist before the instance, since RDS would create them without a key and without a retention period (provider-aws#5348). */
function logGroups(scope: Construct, identifier: string, { database, logsKey }: SharedInstanceSettings): ITerraformDependable[] {
  return LOG_TYPES[database.engine].map((type) => {
    const name = `/aws/rds/instance/${identifier}/${type}`;
    return new LogGroup(scope, `Log-${type}`, { name, key: logsKey }).dependable;
  });
}
