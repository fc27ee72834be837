import { DynamodbTableReplicaA } from "@cdktf/provider-aws/lib/dynamodb-table-replica";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EncryptionKey } from "../core/encryption-key";
import { isProtected, statefulLifecycle } from "../core/placement";

export interface TableCopyProps {
  /** ARN of the table at home. */
  readonly tableArn: string;
  /** Of the copy's own region. Final: a copy with another key is another copy. */
  readonly key: EncryptionKey;
  readonly pointInTimeRecovery: boolean;
  /** What must be there first: the table's scaling, and the copy before this one. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * A table's copy in another region, in whose scope it is made. It takes reads and writes as the table itself does, and what is written to
 * one reaches the others, usually within a second; of two writes to one item the later one stays.
 *
 * A resource of its own, not a `replica` of the table: those know neither protection from deletion nor a recovery that can change without
 * building the copy again (provider-aws#29222).
 *
 * Cost drivers: stored GB once more, and each write once more in each region, and the GB between them.
 */
export class TableReplica extends Construct {
  public readonly arn: string;
  public readonly dependable: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: TableCopyProps) {
    super(scope, id);
    const replica = new DynamodbTableReplicaA(this, "Resource", {
      globalTableArn: props.tableArn,
      kmsKeyArn: props.key.arn,
      pointInTimeRecovery: props.pointInTimeRecovery,
      deletionProtectionEnabled: isProtected(this),
      dependsOn: [...props.dependsOn],
      // A large table takes hours to copy. The provider forgets a copy that it did not see finished.
      timeouts: { create: "6h" },
      lifecycle: statefulLifecycle(this),
    });
    this.arn = replica.arn;
    this.dependable = replica;
  }
}
