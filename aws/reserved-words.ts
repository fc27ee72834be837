import type { Engine } from "./instance-classes";

/**
 * Words that cannot be names of databases or their owners.
 *
 * Sources: "SQL Key Words" of PostgreSQL (https://www.postgresql.org/docs/17/sql-keywords-appendix.html, those marked reserved),
 * "Keywords and Reserved Words" of MySQL (https://dev.mysql.com/doc/refman/8.4/en/keywords.html), and the users and databases that RDS
 * creates for internal use ("Master user account privileges", https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html).
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Reserved by both engines. */
const SQL = `all and as asc between both by case char character check collate column constraint create cross current_date current_role
  current_time current_timestamp current_user default desc distinct else end except exists false fetch for foreign from full grant group
  having in inner intersect into is join leading left like limit localtime localtimestamp natural not null of on only or order outer
  primary references returning right select session_user some symmetric system_user table then to trailing true union unique user using
  when where window with`;

const SQL_WORDS = {
  postgres: words(`${SQL} analyse analyze any array asymmetric authorization binary cast concurrently deferrable do freeze ilike initially
    isnull lateral notnull offset overlaps placing similar tablesample variadic verbose`),
  mysql: words(`${SQL} accessible add alter analyze asensitive before bigint binary blob call cascade change condition continue convert cube
    cursor database databases dec decimal declare delayed delete describe deterministic div double drop dual each elseif empty enclosed
    escaped exit explain float force fulltext function generated get groups hash high_priority if ignore index infile insert int integer
    interval iterate key keys kill lag lead leave lines linear load lock long longblob longtext loop match mod modifies option optimize out
    over partition precision procedure purge range rank read reads real recursive regexp release rename repeat replace require resignal
    restrict return revoke rlike row rows schema schemas sensitive separator set show signal smallint spatial specific sql ssl starting
    stored straight_join system terminated tinyint trigger undo unlock unsigned update usage use utc_date values varbinary varchar varying
    virtual while write xor year_month zerofill`),
} as const satisfies Record<Engine, ReadonlySet<string>>;

const DATABASES = {
  postgres: words("postgres template0 template1 rdsadmin"),
  mysql: words("mysql information_schema performance_schema sys innodb rdsadmin"),
} as const satisfies Record<Engine, ReadonlySet<string>>;

const USERS = {
  postgres: words("admin rdsadmin rdsrepladmin rdstopmgr rds_superuser public"),
  mysql: words("rdsadmin rdsrepladmin rds_superuser_role root mysql"),
} as const satisfies Record<Engine, ReadonlySet<string>>;

/** The reason why a database cannot have a name; undefined if it can. */
export function databaseNameProblem(engine: Engine, name: string): string | undefined {
  if (DATABASES[engine].has(name)) return "is an internal database of the engine or RDS";
  return SQL_WORDS[engine].has(name) ? "is a reserved word of the engine" : undefined;
}

/** The reason why the owner of a database cannot have a name; undefined if it can. */
export function usernameProblem(engine: Engine, name: string): string | undefined {
  if (USERS[engine].has(name) || name.startsWith("rds_")) return "is a reserved user of the engine or RDS";
  if (engine === "postgres" && name.startsWith("pg_")) return "starts with pg_, which PostgreSQL reserves";
  return SQL_WORDS[engine].has(name) ? "is a reserved word of the engine" : undefined;
}
