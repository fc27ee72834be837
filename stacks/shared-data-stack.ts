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

/** What every region has a view of its own of. */
interface InRegions<View> {
  in(region: string): View;
}

/**
 * What all regions share and what stands in no VPC: secrets and tables. Each is made once, in the home region, and AWS keeps a copy of it in
 * every other region, so that a region that is away, home too, keeps no other from starting tasks.
 *
 * Ids of what is made here are frozen: another id is another resource to Terraform, and the one with the data would be destroyed. Things
 * at home stand in the stack itself, things of another region in that region's part: to add or to leave a region touches its part, and the
 * lists of copies at home.
 */
export class SharedDataStack extends Stack {
  /** The owner of each database, by its name. */
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

  /** What people draw and arrange in it is kept there alone. */
  private createGrafana(): void {
    const { regions, observability } = this.props.platform;
    const reach = { regions: regions.map(({ name }) => name), prometheus: observability.prometheus };
    const { endpoint } = new GrafanaWorkspace(this, "Grafana", reach);
    new TerraformOutput(this, "grafana", { value: `https://${endpoint}`, description: "Grafana, for whom its console has assigned to it" });
  }

  /** What secrets and tables of a region are encrypted by: one key, or none where there are none. */
  public keysIn(region: string): readonly EncryptionKey[] {
    const key = this.keys.get(region);
    return key ? [key] : [];
  }

  /** All that workloads use here, by map, as a region sees it. */
  public seenFrom(region: string) {
    const seen = (all: ReadonlyMap<string, InRegions<Bindable>>) => new Map([...all].map(([name, thing]) => [name, thing.in(region)]));
    return { tables: seen(this.tables), secrets: seen(this.secrets) };
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
      copies: others.map((region) => ({ scope: partIn(this, platform, region), key: this.keyIn(region) })),
    });
  }

  /** A value that all regions need is in all of them. */
  private secretKeys() {
    const { platform } = this.props;
    return {
      key: this.keyIn(platform.homeRegion),
      replicaKeys: new Map(otherRegions(platform).map((region) => [region, this.keyIn(region)])),
    };
  }

  /**
   * The key of a region, made when something first needs it. AWS takes no key of another region. It needs no statements for services:
   * Secrets Manager and DynamoDB use it by a grant or in the name of the caller.
   */
  private keyIn(region: string): EncryptionKey {
    const key =
      this.keys.get(region) ?? new EncryptionKey(partIn(this, this.props.platform, region), "DataKey", { purpose: "shared-data" });
    this.keys.set(region, key);
    return key;
  }
}

/** One construct for each thing, by the thing's name. */
function each<Model extends { readonly name: string }, Made>(
  models: readonly Model[],
  make: (model: Model) => Made,
): ReadonlyMap<string, Made> {
  return new Map(models.map((model) => [model.name, make(model)]));
}
