import { Construct } from "constructs";
import type { Database } from "../../config/model";
import type { EncryptionKey } from "../core/encryption-key";
import { Ephemeral } from "../core/ephemeral";
import type { PolicyStatement } from "../core/policy";
import { WrittenSecret } from "../secrets/written-secret";
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

/** The fields that AWS's tools know, by the names that they know. */
function secretValue({ engine, username, databaseName, port }: Database, password: string): string {
  const fields = { engine, username, dbname: databaseName, port };
  const literals = Object.entries(fields).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return `\${jsonencode({ ${[...literals, `password = ${password}`].join(", ")} })}`;
}
