import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { CapacityRange, TableCapacity, TableIndex } from "./model";

export interface TableScalingProps {
  /** A reference: scaling comes after the table. */
  readonly tableName: string;
  readonly indexes: readonly TableIndex[];
  readonly capacity: Extract<TableCapacity, { readonly mode: "provisioned" }>;
}

/** One capacity that scales by itself. */
interface Scalable {
  readonly id: string;
  readonly resourceId: string;
  readonly dimension: `dynamodb:${"table" | "index"}:${"Read" | "Write"}CapacityUnits`;
  readonly metric: `DynamoDB${"Read" | "Write"}CapacityUtilization`;
  readonly range: CapacityRange;
}

/**
 * Scales the provisioned capacity of a table, and of each of its indexes by itself: an index that is short of writes holds up its table.
 *
 * Only at home: AWS keeps the capacity of copies in other regions, and how it scales, like the table's.
 * All resources stand in a chain: Application Auto Scaling answers parallel changes with `ConcurrentUpdateException` (provider-aws#17915).
 *
 * Cost drivers: none of its own but the alarms that target tracking makes, four for each policy.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
 */
export class TableScaling extends Construct {
  /** What copies must wait for: AWS refuses a copy of a provisioned table that does not scale (provider-aws#13097). */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: TableScalingProps) {
    super(scope, id);
    this.dependables = scalables(props).reduce<readonly ITerraformDependable[]>(
      (before, scalable) => [this.scale(scalable, props.capacity.utilization, before)],
      [],
    );
  }

  private scale(scalable: Scalable, utilization: number, before: readonly ITerraformDependable[]): ITerraformDependable {
    const part = new Construct(this, scalable.id);
    const { resourceId, scalableDimension, serviceNamespace } = new AppautoscalingTarget(part, "Resource", {
      serviceNamespace: "dynamodb",
      resourceId: scalable.resourceId,
      scalableDimension: scalable.dimension,
      minCapacity: scalable.range.min,
      maxCapacity: scalable.range.max,
      dependsOn: [...before],
    });
    return new AppautoscalingPolicy(part, "Policy", {
      name: "utilization",
      serviceNamespace,
      resourceId,
      scalableDimension,
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: {
        targetValue: utilization,
        predefinedMetricSpecification: { predefinedMetricType: scalable.metric },
      },
    });
  }
}

function scalables({ tableName, indexes, capacity }: TableScalingProps): readonly Scalable[] {
  return [readAndWrite("table", "", `table/${tableName}`), ...indexes.map(({ name }) => indexCapacity(name))].flat();

  function indexCapacity(name: string): readonly Scalable[] {
    return readAndWrite("index", `-${name}`, `table/${tableName}/index/${name}`);
  }

  function readAndWrite(kind: "table" | "index", suffix: string, resourceId: string): readonly Scalable[] {
    return (["Read", "Write"] as const).map((what) => ({
      id: `${what}${suffix}`,
      resourceId,
      dimension: `dynamodb:${kind}:${what}CapacityUnits`,
      metric: `DynamoDB${what}CapacityUtilization`,
      range: what === "Read" ? capacity.read : capacity.write,
    }));
  }
}
