/**
 * The private names of databases in the zone `<environment>.internal`. Pure functions, since several stacks write or use the same names:
 * each region's database stack the names of its region, what joins the regions the writer's, services all of them.
 */

/**
 * Where a database is written to, from every region: a CNAME to the leading instance of its primary region. A promotion moves it.
 *
 * @example writerName("orders", "prod.internal"); // orders.writer.db.prod.internal
 */
export function writerName(database: string, zone: string): string {
  return `${database}.writer.db.${zone}`;
}

/**
 * A region's leading instance of a database, whether it is the primary or a copy: a CNAME to its endpoint.
 *
 * @example instanceName("orders", "eu-west-1", "prod.internal"); // orders.instance.db.eu-west-1.prod.internal
 */
export function instanceName(database: string, region: string, zone: string): string {
  return `${database}.instance.db.${region}.${zone}`;
}

/**
 * Where a database is read in a region: spread over the region's instances that may be read.
 *
 * @example readerName("orders", "eu-west-1", "prod.internal"); // orders.reader.db.eu-west-1.prod.internal
 */
export function readerName(database: string, region: string, zone: string): string {
  return `${database}.reader.db.${region}.${zone}`;
}
