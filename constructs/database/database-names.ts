import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { Database } from "./model";
import { type Duration, seconds } from "../../language/units";
import { placementOf } from "../core/placement";
import type { NameZone } from "../core/ground";
import { LagCheck } from "./lag-check";
import { instanceName, readerName, writerName } from "./names";
import type { DatabaseRole } from "./role";

/** At most 60 s, so that a replica that lags is soon left alone; RDS's own names have 5 s. */
const TTL: Duration = "30 seconds";

/** An instance that has a name. */
export interface NamedInstance {
  /** Written out, so that alarms do not wait for the instance. */
  readonly identifier: string;
  readonly address: string;
}

export interface DatabaseNamesProps {
  readonly databaseName: string;
  readonly engine: Database["engine"];
  readonly zone: NameZone;
  readonly role: DatabaseRole["kind"];
  /** The region's leading instance. */
  readonly head: NamedInstance;
  readonly replicas: readonly NamedInstance[];
  /** From here on a replica leaves the reader's name. */
  readonly replicaLag: Duration;
}

/**
 * The names of a database in one region: `<db>.instance.db.<region>.<zone>` for its leading instance, to which the writer's name leads
 * while the region is the primary one, and `<db>.reader.db.<region>.<zone>` for reads.
 *
 * The reader's name is a weighted set over the instances that may be read. Route 53 leaves out one whose health check fails, and turns to
 * records of weight 0 only when all others fail, so that reads go on when every replica lags: in the primary region that is the leading
 * instance, elsewhere, where the leading instance is a replica itself, the writer. It is weighted without replicas too: a simple record of
 * the same name would have to go before the first weighted one can be made.
 *
 * A promotion changes the leading instance's record in place (weight and check), so that the name always has one.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
export class DatabaseNames extends Construct {
  public readonly reader: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseNamesProps,
  ) {
    super(scope, id);
    const { databaseName, zone, head: lead, replicas } = props;
    const { region } = placementOf(this);
    this.reader = readerName(databaseName, region, zone.name);
    new Route53Record(this, "Instance", this.cname(instanceName(databaseName, region, zone.name), lead.address));
    const checks = replicas.map((replica, index) => this.addReplica(`-${index + 1}`, `replica-${index + 1}`, replica));
    if (props.role === "primary") this.addLastResort("ReaderHead", "head", lead.address, checks);
    else {
      const check = this.addReplica("Head", "head", lead);
      this.addLastResort("ReaderLastResort", "writer", writerName(databaseName, zone.name), [check]);
    }
  }

  private addReplica(idSuffix: string, name: string, { identifier, address }: NamedInstance): LagCheck {
    const { databaseName, engine, replicaLag } = this.props;
    const check = new LagCheck(this, `Check${idSuffix}`, { name: [databaseName, name], identifier, engine, threshold: replicaLag });
    this.addReader(`Reader${idSuffix}`, name, address, 1, check.healthCheckId);
    return check;
  }

  private addLastResort(id: string, name: string, address: string, [check]: readonly LagCheck[]): void {
    this.addReader(id, name, address, 0, check && this.createAlwaysHealthy(check));
  }

  /**
   * Route 53 documents weight 0 for groups in which every record has a health check, so the last resort has one too. Disabled, it always
   * counts as healthy, whatever it would watch. (A threshold of 0 would say the same, but the provider does not send it.)
   *
   * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
   */
  private createAlwaysHealthy(check: LagCheck): string {
    return new Route53HealthCheck(this, "AlwaysHealthy", {
      type: "CALCULATED",
      childHealthchecks: [check.lagHealthCheckId],
      childHealthThreshold: 1,
      disabled: true,
    }).id;
  }

  private addReader(id: string, setIdentifier: string, address: string, weight: number, healthCheckId: string | undefined): void {
    new Route53Record(this, id, {
      ...this.cname(this.reader, address),
      setIdentifier,
      weightedRoutingPolicy: { weight },
      ...(healthCheckId !== undefined && { healthCheckId }),
    });
  }

  private cname(name: string, address: string) {
    return { zoneId: this.props.zone.zoneId, name, type: "CNAME", ttl: seconds(TTL), records: [address] };
  }
}
