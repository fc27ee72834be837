import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { CapacityRange, TableCapacity, TableIndex } from "./model";

export interface TableScalingProps {
  /** A reference, so that scaling is created after the table. */
  readonly tableName: string;
  readonly indexes: readonly TableIndex[];
  readonly capacity: Extract<TableCapacity, { readonly mode: "provisioned" }>;
}

/** A capacity with automatic scaling. */
interface Scalable {
  readonly id: string;
  readonly resourceId: string;
  readonly dimension: `dynamodb:${"table" | "index"}:${"Read" | "Write"}CapacityUnits`;
  readonly metric: `DynamoDB${"Read" | "Write"}CapacityUtilization`;
  readonly range: CapacityRange;
}

/**
 * Scales the provisioned capacity of a table and, separately, of each of its indexes: an index without enough write capacity throttles its
 * table.
 *
 * Only in the home region: AWS applies the table's capacity and scaling to its replicas. All resources are in one dependency chain, since
 * Application Auto Scaling rejects concurrent changes with `ConcurrentUpdateException` (provider-aws#17915).
 *
 * Cost drivers: only the alarms that target tracking creates, four for each policy.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
 */
export class TableScaling extends Construct {
  /** Dependencies of replicas: AWS rejects a replica of a provisioned table without scaling (provider-aws#13097). */
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
