import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Table as TableModel } from "./model";
import type { Bindable } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import { isProtected, nameIn, placementOf, statefulLifecycle } from "../core/placement";
import { acceptFindings } from "../core/accepted-findings";
import { type RegionalTable, tableBinding } from "./table-binding";
import { TableReplica } from "./table-replica";
import { TableScaling } from "./table-scaling";
import { capacityArguments, indexArguments, keyArguments, keyAttributes, streamView } from "./table-settings";

type ProvisionedCapacity = Extract<TableModel["capacity"], { readonly mode: "provisioned" }>;

export interface TableProps {
  readonly table: TableModel;
  /** Key of the table's region. */
  readonly key: EncryptionKey;
  /** Sites of its replicas: a scope of each region, with a key of that region. @default none */
  readonly replicas?: readonly TableSite[];
}

export interface TableSite {
  readonly scope: Construct;
  readonly key: EncryptionKey;
}

/**
 * A DynamoDB table with a replica in each of its other regions (a global table). All replicas accept writes.
 *
 * The stream is always enabled, with new and old images unless the model sets another view type. Replicas require that, and AWS rejects
 * disabling the stream while a replica exists (provider-aws#34450). So adding the first replica or removing the last one does not change
 * the table. A stream without readers is free.
 *
 * Replicas are created and removed one after another, since DynamoDB changes one at a time.
 *
 * @example
 * new Table(this, "Table-likes", { table, key, replicas: [{ scope: ireland, key: irelandsKey }] }).in("eu-west-1").bind();
 *
 * Cost drivers: requests, or capacity by the hour; stored GB; point-in-time recovery by GB; all of it again for each replica.
 */
export class Table extends Construct {
  private readonly tableName: string;
  private readonly home: RegionalTable;
  private readonly replicas: ReadonlyMap<string, RegionalTable>;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: TableProps,
  ) {
    super(scope, id);
    const { table, key } = props;
    this.tableName = nameIn(this, "table", table.name);
    const resource = this.create();
    acceptFindings(resource, {
      CKV_AWS_28: !table.pointInTimeRecovery && "Disabled in the environment file (pointInTimeRecovery).",
    });
    const scaling = table.capacity.mode === "provisioned" ? this.scale(resource.name, table.capacity) : [];
    this.home = { arn: resource.arn, region: placementOf(this).region, key };
    this.replicas = this.createReplicas(resource.arn, scaling);
  }

  /** The binding for services of a region: to the replica in that region, or else to the table in the home region. */
  public in(region: string): Bindable {
    const found = this.replicas.get(region) ?? this.home;
    return { bind: () => tableBinding(this.props.table, this.tableName, found) };
  }

  private create(): DynamodbTable {
    const { table, key } = this.props;
    const provisioned = table.capacity.mode === "provisioned";
    return new DynamodbTable(this, "Resource", {
      name: this.tableName,
      ...keyArguments(table.key),
      attribute: keyAttributes(table),
      billingMode: provisioned ? "PROVISIONED" : "PAY_PER_REQUEST",
      ...capacityArguments(table.capacity),
      globalSecondaryIndex: table.indexes.map((index) => indexArguments(index, table.capacity)),
      streamEnabled: true,
      streamViewType: this.checkedStreamView(),
      ttl: { enabled: table.timeToLive !== undefined, ...(table.timeToLive !== undefined && { attributeName: table.timeToLive }) },
      serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
      pointInTimeRecovery: { enabled: table.pointInTimeRecovery },
      deletionProtectionEnabled: isProtected(this),
      lifecycle: provisioned ? this.scaledLifecycle() : statefulLifecycle(this, ["replica"]),
    });
  }

  private checkedStreamView(): string {
    const view = streamView(this.props.table);
    if ((this.props.replicas ?? []).length > 0 && view !== "NEW_AND_OLD_IMAGES")
      throw new RangeError(
        `table "${this.props.table.name}" has replicas in other regions and a stream of "${this.props.table.stream}"; replicas require "new-and-old-images"`,
      );
    return view;
  }

  /**
   * Ignores changes of scaled capacity. Terraform can ignore changes of either all indexes or none, so it does not detect an added or
   * removed index. A postcondition reports that instead.
   */
  private scaledLifecycle() {
    const names = this.props.table.indexes.map(({ name }) => name).sort();
    return {
      ...statefulLifecycle(this, ["replica", "read_capacity", "write_capacity", "global_secondary_index", "attribute"]),
      postcondition: [
        {
          condition: `\${join(",", sort(self.global_secondary_index[*].name)) == ${JSON.stringify(names.join(","))}}`,
          errorMessage: `Table "${this.props.table.name}" has other indexes than the environment file. Terraform does not change the indexes of a table with automatic scaling: make the change with "aws dynamodb update-table --table-name ${this.tableName} --global-secondary-index-updates …", then apply.`,
        },
      ],
    };
  }

  private scale(tableName: string, capacity: ProvisionedCapacity) {
    return new TableScaling(this, "Scaling", { tableName, indexes: this.props.table.indexes, capacity }).dependables;
  }

  private createReplicas(tableArn: string, scaling: readonly ITerraformDependable[]): ReadonlyMap<string, RegionalTable> {
    let before = scaling;
    return new Map(
      (this.props.replicas ?? []).map(({ scope, key }) => {
        const { pointInTimeRecovery } = this.props.table;
        const replica = new TableReplica(scope, this.node.id, { tableArn, key, pointInTimeRecovery, dependsOn: before });
        before = [replica.dependable];
        const { region } = placementOf(replica);
        return [region, { arn: replica.arn, region, key }];
      }),
    );
  }
}
