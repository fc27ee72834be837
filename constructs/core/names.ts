import { NAME_LIMITS, type NameKind } from "../../aws/name-limits";

/**
 * Physical names: `<environment>-<part>-<part>`, checked against what AWS allows for the kind of thing. The rule on lengths in
 * `config/` and the constructs call the same function, so a name that is too long is an error of the environment, never of an apply.
 */

/**
 * The physical name of a thing.
 *
 * @throws RangeError if it is longer than AWS allows; the rules of `config/` find that before any construct is made.
 */
export function physicalName(kind: NameKind, environment: string, ...parts: readonly string[]): string {
  const name = [environment, ...parts].join("-");
  const limit = NAME_LIMITS[kind];
  if (name.length > limit) {
    throw new RangeError(
      `${kind} name "${name}" has ${name.length} characters; AWS allows ${limit}: shorten "${parts.join("-")}" or the environment's name`,
    );
  }
  return name;
}

const COPY = "-copy";

/** The bucket that keeps a copy of the state bucket; the role that copies has its name. */
export function replicaBucketName(stateBucket: string): string {
  return `${stateBucket.slice(0, NAME_LIMITS.bucket - COPY.length)}${COPY}`;
}
