import { DynamodbTableReplicaA } from "@cdktf/provider-aws/lib/dynamodb-table-replica";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EncryptionKey } from "../core/encryption-key";
import { isProtected, statefulLifecycle } from "../core/placement";

export interface TableReplicaProps {
  /** ARN of the table in the home region. */
  readonly tableArn: string;
  /** Key of the replica's region. It can never change: another key replaces the replica. */
  readonly key: EncryptionKey;
  readonly pointInTimeRecovery: boolean;
  /** Dependencies: the table's scaling, and the previous replica. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * A table's replica in another region, created in a scope of that region. It accepts reads and writes like the table itself. A write
 * reaches the other replicas usually within a second; the last of two concurrent writes to an item wins.
 *
 * A separate resource, not a `replica` block of the table: such a block has no deletion protection, and changing its point-in-time recovery
 * recreates the replica (provider-aws#29222).
 *
 * Cost drivers: stored GB and writes again in each region, and data transfer between regions.
 */
export class TableReplica extends Construct {
  public readonly arn: string;
  public readonly dependable: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: TableReplicaProps) {
    super(scope, id);
    const replica = new DynamodbTableReplicaA(this, "Resource", {
      globalTableArn: props.tableArn,
      kmsKeyArn: props.key.arn,
      pointInTimeRecovery: props.pointInTimeRecovery,
      deletionProtectionEnabled: isProtected(this),
      dependsOn: [...props.dependsOn],
      // Replicating a large table takes hours. The provider does not record a replica whose creation timed out.
      timeouts: { create: "6h" },
      lifecycle: statefulLifecycle(this),
    });
    this.arn = replica.arn;
    this.dependable = replica;
  }
}
