/**
 * The environment variables that a binding puts in a container: the name of the resource in capitals, its kind, and the part that the
 * variable holds. A kind's binding and the rule that keeps a team from writing them twice read the same table.
 */
export interface Variables {
  /** What stands behind the resource's name, for example `DB`. */
  readonly ends: string;
  /** The last part of each variable, for example `WRITER_HOST`. Empty: one variable, without a last part. */
  readonly parts: readonly string[];
}

/** The first part of a resource's variables: `MAIN_DB`, `SESSIONS_CACHE`, `EMAILS_QUEUE`. */
export function variablePrefix({ ends }: Variables, name: string): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_${ends}`;
}

/** All variables of a binding, for example `MAIN_DB_WRITER_HOST` and so on. */
export function variableNames(variables: Variables, name: string): readonly string[] {
  const prefix = variablePrefix(variables, name);
  return variables.parts.length === 0 ? [prefix] : variables.parts.map((part) => `${prefix}_${part}`);
}

/** Values under the names of their variables: `{ URL: … }` becomes `{ EMAILS_QUEUE_URL: … }`. */
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
