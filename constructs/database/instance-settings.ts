import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Database } from "./model";
import type { EncryptionKey } from "../core/encryption-key";
import { LogGroup } from "../core/log-group";
import { isProtected } from "../core/placement";
import type { SecurityGroup } from "../core/security-group";
import { LOG_TYPES } from "./engine";
import type { MonitoringRole } from "./monitoring-role";

/** What the primary and its replicas share. */
export interface SharedInstanceSettings {
  readonly database: Database;
  readonly key: EncryptionKey;
  readonly logsKey: EncryptionKey;
  readonly securityGroup: SecurityGroup;
  readonly parameterGroupName: string;
  readonly monitoringRole: MonitoringRole;
}

/**
 * Arguments that are the same for the primary and its replicas. On replicas they are explicit too: left out, the provider sends its
 * own defaults and some differ on each plan.
 *
 * The certificate authority is not among them: the provider sets one that the server did not choose itself by a second modification
 * after the creation, with its wait. Left out, a new instance has the account's, which is rds-ca-rsa2048-g1 unless somebody chose
 * another, and a running one never changes by itself.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export function instanceSettings(scope: Construct, identifier: string, performanceInsights: boolean, parts: SharedInstanceSettings) {
  const { database, key, monitoringRole } = parts;
  return {
    identifier,
    parameterGroupName: parts.parameterGroupName,
    vpcSecurityGroupIds: [parts.securityGroup.securityGroupId],
    publiclyAccessible: false,
    storageEncrypted: true,
    iamDatabaseAuthenticationEnabled: true,
    autoMinorVersionUpgrade: true,
    allowMajorVersionUpgrade: false,
    maintenanceWindow: database.maintenanceWindow,
    // What can interrupt waits for the maintenance window, unless the environment comes and goes.
    applyImmediately: !isProtected(scope),
    copyTagsToSnapshot: true,
    monitoringInterval: 60,
    monitoringRoleArn: monitoringRole.arn,
    performanceInsightsEnabled: performanceInsights,
    // The key can never be changed later, so it is ours from the first day; 7 days cost nothing.
    ...(performanceInsights && { performanceInsightsKmsKeyId: key.arn, performanceInsightsRetentionPeriod: 7 }),
    enabledCloudwatchLogsExports: [...LOG_TYPES[database.engine]],
    dependsOn: [monitoringRole.dependable, ...logGroups(scope, identifier, parts)],
  };
}

/** Made before the instance, which would make them itself: without a key and without an end (provider-aws#5348). */
function logGroups(scope: Construct, identifier: string, { database, logsKey }: SharedInstanceSettings): ITerraformDependable[] {
  return LOG_TYPES[database.engine].map((type) => {
    const name = `/aws/rds/instance/${identifier}/${type}`;
    return new LogGroup(scope, `Log-${type}`, { name, key: logsKey }).dependable;
  });
}
