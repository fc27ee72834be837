import { NAME_LIMITS, type NameKind } from "../../aws/name-limits";

/**
 * Physical names: `<environment>-<part>-<part>`, checked against AWS's limit for the kind of resource. The length rule in `config/` and the
 * constructs call the same function, so a name that is too long is an error in the environment file and never fails an apply.
 */

/**
 * Returns the physical name of a resource.
 *
 * @throws RangeError if the name is longer than AWS allows; the rules of `config/` find that before any construct is created.
 */
export function physicalName(kind: NameKind, environment: string, ...parts: readonly string[]): string {
  const name = [environment, ...parts].join("-");
  const limit = NAME_LIMITS[kind];
  if (name.length > limit) {
    throw new RangeError(
      `${kind} name "${name}" is ${name.length} characters long; AWS allows ${limit}: shorten "${parts.join("-")}" or the environment's name`,
    );
  }
  return name;
}

const REPLICA_SUFFIX = "-copy";

/** Name of the bucket with the replica of the state bucket, and of the replication role. */
export function replicaBucketName(stateBucket: string): string {
  return `${stateBucket.slice(0, NAME_LIMITS.bucket - REPLICA_SUFFIX.length)}${REPLICA_SUFFIX}`;
}
