/**
 * The environment variables that a binding adds to a container: the resource's name in uppercase, a suffix for its kind, and a part for the
 * value. A kind's binding reads the same table as the rule that rejects a variable that the team sets too.
 */
export interface Variables {
  /** The suffix of the resource's name, for example `DB`. */
  readonly suffix: string;
  /** The last part of each variable, for example `WRITER_HOST`. Empty: a single variable without a last part. */
  readonly parts: readonly string[];
}

/** The first part of a resource's variables: `MAIN_DB`, `SESSIONS_CACHE`, `EMAILS_QUEUE`. */
export function variablePrefix({ suffix }: Variables, name: string): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_${suffix}`;
}

/** All variables of a binding, for example `MAIN_DB_WRITER_HOST`. */
export function variableNames(variables: Variables, name: string): readonly string[] {
  const prefix = variablePrefix(variables, name);
  return variables.parts.length === 0 ? [prefix] : variables.parts.map((part) => `${prefix}_${part}`);
}

/** Values by variable name: `{ URL: … }` becomes `{ EMAILS_QUEUE_URL: … }`. */
export function variablesOf<Kind extends Variables>(
  variables: Kind,
  name: string,
  values: Readonly<Partial<Record<Kind["parts"][number], string>>>,
): Readonly<Record<string, string>> {
  const prefix = variablePrefix(variables, name);
  return Object.fromEntries(
    Object.entries<string | undefined>(values).flatMap(([part, value]) => (value === undefined ? [] : [[`${prefix}_${part}`, value]])),
  );
}
