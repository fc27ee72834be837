import { Construct } from "constructs";
import type { Database } from "./model";
import type { EncryptionKey } from "../core/encryption-key";
import { Ephemeral } from "../core/ephemeral";
import { persistValue } from "../core/persisted-value";
import type { PolicyStatement } from "../core/policy";
import { WrittenSecret } from "../core/written-secret";
import { majorVersion } from "./engine";

/** Increase to rotate the password, first in the secret, then in the database. */
export const PASSWORD_VERSION = 1;

/** Within the limits of PostgreSQL and MySQL on RDS. */
const PASSWORD_LENGTH = 32;

export interface CredentialsProps {
  readonly database: Database;
  readonly key: EncryptionKey;
  /** The other regions that get a replica of the secret, each with a key of that region. @default none */
  readonly replicaKeys?: ReadonlyMap<string, EncryptionKey>;
}

/** The owner's credentials in one region: the secret or its replica there. */
export interface RegionalCredentials {
  readonly secretArn: string;
  readonly versionId: string;
  /** Permissions to read the secret in that region. */
  readonly readStatements: readonly PolicyStatement[];
}

/**
 * The owner's password, which is never in a plan or a state: an ephemeral value, generated in each run and written once. The database's
 * password is read from the secret: {@link OwnerPassword}.
 *
 * Not the password managed by RDS: AWS rejects read replicas of a source with a managed password.
 */
export class Credentials extends Construct {
  private readonly secret: WrittenSecret;

  public constructor(scope: Construct, id: string, props: CredentialsProps) {
    super(scope, id);
    keepNames(this, props.database);
    this.secret = this.write(props);
  }

  /**
   * The credentials of a region.
   *
   * @throws RangeError if the region has no replica of the secret.
   */
  public in(region: string): RegionalCredentials {
    const { arn, versionId, readStatements } = this.secret.in(region);
    return { secretArn: arn, versionId, readStatements };
  }

  private write({ database, ...keys }: CredentialsProps): WrittenSecret {
    // No punctuation: RDS rejects / @ " and spaces, and connection URLs would need escapes.
    const random = new Ephemeral(this, "Random", "aws_secretsmanager_random_password", {
      password_length: PASSWORD_LENGTH,
      exclude_punctuation: true,
    });
    return new WrittenSecret(this, "Secret", {
      name: ["database", database.name],
      description: `Owner of database ${database.name} (${database.engine} ${majorVersion(database)})`,
      ...keys,
      value: secretValue(database, random.expression("random_password")),
      valueVersion: PASSWORD_VERSION,
    });
  }
}

/**
 * Persists the names inside the data and fails the plan if they change. RDS cannot rename them: the database would keep the old names while
 * services receive the new ones.
 */
function keepNames(scope: Construct, { name, databaseName, username }: Database): void {
  const input = { databaseName, username };
  const fields = Object.entries(input);
  const found = fields.map(([field]) => `\`${field}: "\${self.output.${field}}"\``).join(" and ");
  const errorMessage = [
    `Database ${name} was created with ${found}, which RDS cannot change.`,
    `Received: ${fields.map(([field, value]) => `${field} "${value}"`).join(" and ")}. Allowed: the original values.`,
    "Restore the original values in the environment. To use another name, create a second database and move the data.",
  ].join(" ");
  const condition = `\${${fields.map(([field, value]) => `self.output.${field} == "${value}"`).join(" && ")}}`;
  persistValue(scope, "Names", { input, lifecycle: { ignoreChanges: ["input"], postcondition: [{ condition, errorMessage }] } });
}

/** The fields that AWS tools read, under the names that they expect. */
function secretValue({ engine, username, databaseName, port }: Database, password: string): string {
  const fields = { engine, username, dbname: databaseName, port };
  const literals = Object.entries(fields).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return `\${jsonencode({ ${[...literals, `password = ${password}`].join(", ")} })}`;
}
