import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import { gibibytes } from "../../language/units";
import { acceptFindings } from "../core/accepted-findings";
import { type SharedInstanceSettings, instanceSettings } from "./instance-settings";

export interface ReadReplicaProps extends SharedInstanceSettings {
  readonly identifier: string;
  readonly source: DbInstance;
}

/**
 * A read replica in its source's region: it has the source's key, subnets, version and users.
 *
 * All its data is in its source too, so neither Terraform nor AWS protects it: `readReplicas: 2` → `1` is an ordinary change.
 */
export class ReadReplica extends Construct {
  public readonly identifier: string;
  public readonly address: string;
  public readonly resourceId: string;

  public constructor(scope: Construct, id: string, props: ReadReplicaProps) {
    super(scope, id);
    const { database } = props;
    const instance = new DbInstance(this, "Resource", {
      ...instanceSettings(this, props.identifier, database.replicaPerformanceInsights, props),
      replicateSourceDb: props.source.identifier,
      instanceClass: database.replicaSize,
      storageType: "gp3",
      maxAllocatedStorage: gibibytes(database.maxStorage),
      multiAz: false,
      // The source has the backups.
      backupRetentionPeriod: 0,
      deletionProtection: false,
      // AWS rejects a final snapshot of a replica.
      skipFinalSnapshot: true,
    });
    acceptFindings(instance, {
      CKV_AWS_133: "The source has the backups.",
      CKV_AWS_157: "The other replicas and the writer take over: they share the reader DNS name.",
      CKV_AWS_293: "All its data is in its source too.",
      CKV_AWS_353: !database.replicaPerformanceInsights && "RDS does not support Performance Insights for this class.",
    });
    this.identifier = props.identifier;
    this.address = instance.address;
    this.resourceId = instance.resourceId;
  }
}
