import type { Database } from "./model";
import type { Bindable, Binding } from "../core/bindings";
import type { RegionalCidrs } from "../core/regional-cidrs";
import type { NameZone } from "../core/ground";
import type { RegionalCredentials } from "./credentials";
import { databaseBinding } from "./database-binding";
import { readerName } from "./names";
import type { DatabaseSource } from "./role";

export interface RemoteDatabaseProps {
  readonly database: Database;
  readonly zone: Pick<NameZone, "name">;
  /** The database in its primary region. */
  readonly source: DatabaseSource;
  /** The credentials in the consumer's region. */
  readonly credentials: RegionalCredentials;
  /** Networks of every region with instances of the database. */
  readonly replicas: readonly RegionalCidrs[];
}

/**
 * A database for consumers in a region without an instance: reads and writes both go to the primary region.
 *
 * @example
 * new RemoteDatabase({ database, zone, source: primary.database.source, credentials, replicas }).bind();
 */
export class RemoteDatabase implements Bindable {
  public constructor(private readonly props: RemoteDatabaseProps) {}

  public bind(): Binding {
    const { database, zone, source, credentials, replicas } = this.props;
    return databaseBinding({
      database,
      zoneName: zone.name,
      writerEndpoint: source.address,
      readerHost: readerName(database.name, source.region, zone.name),
      credentials,
      userArns: [source.writerUserArn, ...source.readerUserArns],
      elsewhere: replicas,
    });
  }
}
