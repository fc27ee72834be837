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
  /** Of the table's own region. */
  readonly key: EncryptionKey;
  /** Where its copies go: a scope of each region, with a key of that region. @default none */
  readonly copies?: readonly TableSite[];
}

export interface TableSite {
  readonly scope: Construct;
  readonly key: EncryptionKey;
}

/**
 * A DynamoDB table, with a copy in each of its other regions (a global table). All copies take writes.
 *
 * Its stream is always on, and tells new and old images unless the model says otherwise: that is what copies need, and AWS refuses to
 * switch it off while there is a copy (provider-aws#34450). So the first copy and the last leave the table as it is. A stream that nobody
 * reads costs nothing.
 *
 * Copies are made and removed one after another, since DynamoDB changes one at a time.
 *
 * @example
 * new Table(this, "Table-likes", { table, key, copies: [{ scope: ireland, key: irelandsKey }] }).in("eu-west-1").bind();
 *
 * Cost drivers: requests, or capacity by the hour; stored GB; point-in-time recovery by GB; all of it once more for each copy.
 */
export class Table extends Construct {
  private readonly tableName: string;
  private readonly home: RegionalTable;
  private readonly copies: ReadonlyMap<string, RegionalTable>;

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
      CKV_AWS_28: !table.pointInTimeRecovery && "The environment says that it can do without (pointInTimeRecovery).",
    });
    const scaling = table.capacity.mode === "provisioned" ? this.scale(resource.name, table.capacity) : [];
    this.home = { arn: resource.arn, region: placementOf(this).region, key };
    this.copies = this.copy(resource.arn, scaling);
  }

  /** As the services of a region get it: the copy there, or else the table at home. */
  public in(region: string): Bindable {
    const found = this.copies.get(region) ?? this.home;
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
    if ((this.props.copies ?? []).length > 0 && view !== "NEW_AND_OLD_IMAGES")
      throw new RangeError(
        `table "${this.props.table.name}" has copies in other regions and a stream of "${this.props.table.stream}": copies need "new-and-old-images"`,
      );
    return view;
  }

  /**
   * What scales is left alone. Terraform can leave only all indexes alone or none, so it does not see when one is added or removed: then it
   * says so, rather than nothing.
   */
  private scaledLifecycle() {
    const names = this.props.table.indexes.map(({ name }) => name).sort();
    return {
      ...statefulLifecycle(this, ["replica", "read_capacity", "write_capacity", "global_secondary_index", "attribute"]),
      postcondition: [
        {
          condition: `\${join(",", sort(self.global_secondary_index[*].name)) == ${JSON.stringify(names.join(","))}}`,
          errorMessage: `Table "${this.props.table.name}" has other indexes than the environment says. Terraform does not change the indexes of a table whose capacity scales: make the change with "aws dynamodb update-table --table-name ${this.tableName} --global-secondary-index-updates …", then apply.`,
        },
      ],
    };
  }

  private scale(tableName: string, capacity: ProvisionedCapacity) {
    return new TableScaling(this, "Scaling", { tableName, indexes: this.props.table.indexes, capacity }).dependables;
  }

  private copy(tableArn: string, scaling: readonly ITerraformDependable[]): ReadonlyMap<string, RegionalTable> {
    let before = scaling;
    return new Map(
      (this.props.copies ?? []).map(({ scope, key }) => {
        const { pointInTimeRecovery } = this.props.table;
        const copy = new TableReplica(scope, this.node.id, { tableArn, key, pointInTimeRecovery, dependsOn: before });
        before = [copy.dependable];
        const { region } = placementOf(copy);
        return [region, { arn: copy.arn, region, key }];
      }),
    );
  }
}
