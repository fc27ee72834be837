import { Construct } from "constructs";
import type { Database } from "./model";
import type { EncryptionKey } from "../core/encryption-key";
import { Ephemeral } from "../core/ephemeral";
import { persistValue } from "../core/persisted-value";
import type { PolicyStatement } from "../core/policy";
import { WrittenSecret } from "../core/written-secret";
import { majorVersion } from "./engine";

/** A higher number makes a new password: first in the secret, then in the database. */
export const PASSWORD_VERSION = 1;

/** Within what PostgreSQL and MySQL take on RDS. */
const PASSWORD_LENGTH = 32;

export interface CredentialsProps {
  readonly database: Database;
  readonly key: EncryptionKey;
  /** The other regions that get a copy, each with a key of that region. @default none */
  readonly replicaKeys?: ReadonlyMap<string, EncryptionKey>;
}

/** The owner's credentials as one region sees them: the secret, or its copy there. */
export interface RegionalCredentials {
  readonly secretArn: string;
  readonly versionId: string;
  /** What it takes to read the secret there. */
  readonly readStatements: readonly PolicyStatement[];
}

/**
 * The owner's password, which neither plan nor state ever holds: drawn anew in each run, written once. What the database gets is read from
 * the secret: {@link OwnerPassword}.
 *
 * Not RDS's own managed password: AWS refuses read replicas of such a source.
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
   * @throws RangeError if the region has no copy.
   */
  public in(region: string): RegionalCredentials {
    const { arn, versionId, readStatements } = this.secret.in(region);
    return { secretArn: arn, versionId, readStatements };
  }

  private write({ database, ...keys }: CredentialsProps): WrittenSecret {
    // No punctuation: RDS refuses / @ " and spaces, and addresses with a password in them would need escapes.
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
 * Remembers the names inside the data, and refuses at plan what no argument could change: the database would keep its names, and services
 * be told others.
 */
function keepNames(scope: Construct, { name, databaseName, username }: Database): void {
  const input = { databaseName, username };
  const fields = Object.entries(input);
  const found = fields.map(([field]) => `\`${field}: "\${self.output.${field}}"\``).join(" and ");
  const errorMessage = [
    `Database ${name} was made with ${found}, which RDS cannot change.`,
    `Received: ${fields.map(([field, value]) => `${field} "${value}"`).join(" and ")}. Allowed: what it was made with.`,
    "Write that into the environment; for another name, make a database beside this one and move the data.",
  ].join(" ");
  const condition = `\${${fields.map(([field, value]) => `self.output.${field} == "${value}"`).join(" && ")}}`;
  persistValue(scope, "Names", { input, lifecycle: { ignoreChanges: ["input"], postcondition: [{ condition, errorMessage }] } });
}

/** The fields that AWS's tools know, by the names that they know. */
function secretValue({ engine, username, databaseName, port }: Database, password: string): string {
  const fields = { engine, username, dbname: databaseName, port };
  const literals = Object.entries(fields).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return `\${jsonencode({ ${[...literals, `password = ${password}`].join(", ")} })}`;
}
