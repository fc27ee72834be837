/**
 * Merges tables that are keyed by resource type.
 *
 * @throws RangeError if two tables contain the same type: its second row would silently replace the first.
 */
export function mergeTables<Row>(tables: readonly Readonly<Record<string, Row>>[]): Readonly<Record<string, Row>> {
  const merged = new Map<string, Row>();
  for (const [type, row] of tables.flatMap((table) => Object.entries(table))) {
    if (merged.has(type)) throw new RangeError(`${type} is in two tables: one kind, or the table of shared types, has it`);
    merged.set(type, row);
  }
  return Object.fromEntries(merged);
}
