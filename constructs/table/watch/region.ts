import type { Table } from "../model";
import { physicalName } from "../../core/names";
import type { Place } from "../../watching/place";
import type { Watch } from "../../watching/watch";
import { watchTable } from "../watch";

/** All watches of a table in a region; none if the region has no replica. CloudWatch identifies a table by its name alone. */
export function tableWatches(table: Table, _part: unknown, { environment, region }: Place): readonly Watch[] {
  if (!table.regions.includes(region)) return [];
  return [watchTable({ table, tableName: physicalName("table", environment, table.name), region })];
}
