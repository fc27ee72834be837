import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import type { Secret as SecretModel } from "../constructs/secret/model";
import type { Table as TableModel } from "../constructs/table/model";
import { Stack } from "../constructs/core/stack";
import type { Bindable } from "../constructs/core/bindings";
import { EncryptionKey } from "../constructs/core/encryption-key";
import { Credentials, type RegionalCredentials } from "../constructs/database/credentials";
import { GrafanaWorkspace } from "../constructs/observability/telemetry/grafana-workspace";
import { ExistingSecret } from "../constructs/secret/existing-secret";
import { Secret } from "../constructs/secret/secret";
import { Table } from "../constructs/table/table";
import { otherRegions, partIn } from "./home-region";
import { prepareSpanningStack } from "./prepare-stack";

export interface SharedDataStackProps {
  readonly platform: Platform;
}

/** Resources with a value of their own in every region. */
interface InRegions<View> {
  in(region: string): View;
}

/**
 * Resources that all regions share and that need no VPC: secrets and tables. Each is created in the home region, and AWS replicates it to every
 * other region. So an outage of one region, also of the home region, does not prevent tasks from starting in the others.
 *
 * Construct IDs in this stack are frozen: a different ID is a different Terraform resource, and the one that holds the data would be destroyed.
 * Resources of the home region are in the stack itself, resources of another region in that region's scope. Adding or removing a region changes
 * only that scope and the replica lists in the home region.
 */
export class SharedDataStack extends Stack {
  /** Credentials of each database's owner, by database name. */
  public readonly credentials: ReadonlyMap<string, InRegions<RegionalCredentials>>;
  public readonly secrets: ReadonlyMap<string, InRegions<Bindable>>;
  public readonly tables: ReadonlyMap<string, InRegions<Bindable>>;
  private readonly keys = new Map<string, EncryptionKey>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: SharedDataStackProps,
  ) {
    super(scope, id);
    const { platform } = props;
    prepareSpanningStack(this, platform, platform.homeRegion);
    this.credentials = each(
      platform.databases,
      (database) => new Credentials(this, `Credentials-${database.name}`, { database, ...this.secretKeys() }),
    );
    this.secrets = each(platform.secrets, (secret) => this.createSecret(secret));
    this.tables = each(platform.tables, (table) => this.createTable(table));
    if (platform.observability.grafana) this.createGrafana();
  }

  /** Dashboards that people create in Grafana exist only there. */
  private createGrafana(): void {
    const { regions, observability } = this.props.platform;
    const reach = { regions: regions.map(({ name }) => name), prometheus: observability.prometheus };
    const { endpoint } = new GrafanaWorkspace(this, "Grafana", reach);
    new TerraformOutput(this, "grafana", {
      value: `https://${endpoint}`,
      description: "Grafana; users are assigned in the console of the workspace",
    });
  }

  /** KMS keys of a region's secrets and tables: one key, or none if it has neither. */
  public keysIn(region: string): readonly EncryptionKey[] {
    const key = this.keys.get(region);
    return key ? [key] : [];
  }

  /** Resources that workloads of a region use, by map. */
  public seenFrom(region: string) {
    const seen = (all: ReadonlyMap<string, InRegions<Bindable>>) => new Map([...all].map(([name, thing]) => [name, thing.in(region)]));
    return { tables: seen(this.tables), secrets: seen(this.secrets), variablesKey: this.keys.get(region) };
  }

  private createSecret({ arns, ...secret }: SecretModel): InRegions<Bindable> {
    if (arns) return new ExistingSecret({ ...secret, arns });
    return new Secret(this, `Secret-${secret.name}`, { secret, ...this.secretKeys() });
  }

  private createTable(table: TableModel): Table {
    const { platform } = this.props;
    const others = table.regions.filter((region) => region !== platform.homeRegion);
    return new Table(this, `Table-${table.name}`, {
      table,
      key: this.keyIn(platform.homeRegion),
      replicas: others.map((region) => ({ scope: partIn(this, platform, region), key: this.keyIn(region) })),
    });
  }

  /** Generated secrets are replicated to every region. */
  private secretKeys() {
    const { platform } = this.props;
    return {
      key: this.keyIn(platform.homeRegion),
      replicaKeys: new Map(otherRegions(platform).map((region) => [region, this.keyIn(region)])),
    };
  }

  /**
   * The KMS key of a region, created on first use; AWS rejects a key of another region. Its key policy has no service principals: Secrets Manager
   * and DynamoDB use the key through a grant or with the caller's permissions.
   */
  private keyIn(region: string): EncryptionKey {
    const key =
      this.keys.get(region) ?? new EncryptionKey(partIn(this, this.props.platform, region), "DataKey", { purpose: "shared-data" });
    this.keys.set(region, key);
    return key;
  }
}

/** One construct for each model, by name. */
function each<Model extends { readonly name: string }, Made>(
  models: readonly Model[],
  make: (model: Model) => Made,
): ReadonlyMap<string, Made> {
  return new Map(models.map((model) => [model.name, make(model)]));
}
