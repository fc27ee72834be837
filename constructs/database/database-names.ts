import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { Database } from "./model";
import { type Duration, seconds } from "../../language/units";
import { DELETED_AFTER_USE, placementOf } from "../core/placement";
import type { NameZone } from "../core/ground";
import { LagCheck } from "./lag-check";
import { instanceName, readerName, writerName } from "./names";
import type { DatabaseRole } from "./role";

/** At most 60 s, so that clients leave a lagging replica quickly. RDS endpoints use 5 s. */
const TTL: Duration = "30 seconds";

/** An instance with a DNS name. */
export interface NamedInstance {
  /** A literal, so that alarms do not depend on the instance. */
  readonly identifier: string;
  readonly address: string;
}

export interface DatabaseNamesProps {
  readonly databaseName: string;
  readonly engine: Database["engine"];
  readonly zone: NameZone;
  readonly role: DatabaseRole["kind"];
  /** The region's lead instance. */
  readonly lead: NamedInstance;
  readonly replicas: readonly NamedInstance[];
  /** Lag from which a replica is removed from the reader DNS name. */
  readonly replicaLag: Duration;
}

/**
 * The DNS names of a database in one region: `<db>.instance.db.<region>.<zone>` for its lead instance, the target of the writer DNS name
 * while the region is the primary region, and `<db>.reader.db.<region>.<zone>` for reads.
 *
 * The reader DNS name is a weighted record set over the readable instances. Route 53 omits an instance whose health check fails and returns
 * the fallback record (weight 0) only when all others fail, so that reads continue when every replica lags. The fallback is the lead
 * instance in the primary region; in other regions, where the lead instance is a replica itself, it is the writer. The record is weighted
 * without replicas too: a simple record of the same name would have to be deleted before the first weighted one can be created.
 *
 * A promotion changes the lead instance's record in place (weight and health check), so that the name always has a record.
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
    const { databaseName, zone, lead, replicas } = props;
    const { region } = placementOf(this);
    this.reader = readerName(databaseName, region, zone.name);
    new Route53Record(this, "Instance", this.cname(instanceName(databaseName, region, zone.name), lead.address));
    const checks = replicas.map((replica, index) => this.addReplica(`-${index + 1}`, `replica-${index + 1}`, replica));
    if (props.role === "primary") this.addFallback("ReaderHead", "head", lead.address, checks);
    else {
      const check = this.addReplica("Head", "head", lead);
      this.addFallback("ReaderLastResort", "writer", writerName(databaseName, zone.name), [check]);
    }
  }

  private addReplica(idSuffix: string, name: string, { identifier, address }: NamedInstance): LagCheck {
    const { databaseName, engine, replicaLag } = this.props;
    const check = new LagCheck(this, `Check${idSuffix}`, { name: [databaseName, name], identifier, engine, threshold: replicaLag });
    this.addReader(`Reader${idSuffix}`, name, address, 1, check.healthCheckId);
    return check;
  }

  private addFallback(id: string, name: string, address: string, [check]: readonly LagCheck[]): void {
    this.addReader(id, name, address, 0, check && this.createAlwaysHealthy(check));
  }

  /**
   * Route 53 documents weight 0 for groups in which every record has a health check, so the fallback record has one too. A disabled check
   * always counts as healthy. (A threshold of 0 would have the same effect, but the provider does not send it.)
   *
   * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
   */
  private createAlwaysHealthy(check: LagCheck): string {
    return new Route53HealthCheck(this, "AlwaysHealthy", {
      type: "CALCULATED",
      childHealthchecks: [check.lagHealthCheckId],
      childHealthThreshold: 1,
      disabled: true,
      lifecycle: DELETED_AFTER_USE,
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
