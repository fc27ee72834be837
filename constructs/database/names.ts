/**
 * Private DNS names of databases in the zone `<environment>.internal`. Pure functions, since several stacks create or use the same names:
 * each region's database stack creates the names of its region, the interconnect stack the writer DNS name, and services use all of them.
 */

/**
 * The writer DNS name of a database, the same in every region: a CNAME to the lead instance of the primary region. A promotion moves it.
 *
 * @example writerName("orders", "prod.internal"); // orders.writer.db.prod.internal
 */
export function writerName(database: string, zone: string): string {
  return `${database}.writer.db.${zone}`;
}

/**
 * DNS name of a region's lead instance, the primary or a cross-region replica: a CNAME to its endpoint.
 *
 * @example instanceName("orders", "eu-west-1", "prod.internal"); // orders.instance.db.eu-west-1.prod.internal
 */
export function instanceName(database: string, region: string, zone: string): string {
  return `${database}.instance.db.${region}.${zone}`;
}

/**
 * The reader DNS name of a database in a region. It resolves to one of the region's readable instances.
 *
 * @example readerName("orders", "eu-west-1", "prod.internal"); // orders.reader.db.eu-west-1.prod.internal
 */
export function readerName(database: string, region: string, zone: string): string {
  return `${database}.reader.db.${region}.${zone}`;
}
