import { CDN_LOG_FIELDS } from "../../../../constructs/edge/access-log-fields";
import { CDN_INSIGHTS } from "../../../../constructs/edge/access-logs/cdn-insights";
import { CDN_QUERIES } from "../../../../constructs/edge/access-logs/cdn-queries";
import { FIREWALL_INSIGHTS } from "../../../../constructs/edge/access-logs/firewall-insights";
import { ALB_FIELDS, NLB_FIELDS } from "../../../../constructs/load-balancing/access-logs/fields";
import { ALB_INSIGHTS, NLB_INSIGHTS } from "../../../../constructs/load-balancing/access-logs/insights";
import { ALB_QUERIES, NLB_QUERIES } from "../../../../constructs/load-balancing/access-logs/queries";
import { lineTable } from "../../../../constructs/observability/access-logs/log-line";
import type { LogQuery } from "../../../../constructs/observability/access-logs/log-query";

const columnsOf = (fields: typeof ALB_FIELDS) => lineTable(fields).columns.map(({ name }) => name);

/** Columns and tables in a query. Keywords are uppercase, so lowercase words are columns, tables, aliases or functions. */
function namesIn(sql: string): readonly string[] {
  const bare = sql.replaceAll(/'[^']*'/g, "''");
  const given = [...bare.matchAll(/ AS ([a-z_0-9]+)/g)].map(([, name]) => name);
  const names = [...bare.matchAll(/"([^"]+)"|\b([a-z_][a-z_0-9]*)\b(?!\s*\()/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  return [...new Set(names)].filter((name) => !given.includes(name) && name !== "current_timestamp");
}

describe.each([
  ["alb_requests", "day", ALB_QUERIES, columnsOf(ALB_FIELDS)],
  ["nlb_connections", "day", NLB_QUERIES, columnsOf(NLB_FIELDS)],
  ["cdn_requests", "hour", CDN_QUERIES, CDN_LOG_FIELDS.map((field) => field.toLowerCase())],
] as const)("queries of %s", (table, partition, queries, columns) => {
  test.each(queries.map((query) => [query.name, query.query]))("%s reads only existing columns", (_, sql) => {
    const unknown = namesIn(sql).filter((name) => ![...columns, partition, table].includes(name));
    expect(unknown).toEqual([]);
  });

  test.each(queries.map((query) => [query.name, query.query]))(
    "%s reads only the last hours, and limits its rows or groups them by minute",
    (_, sql) => {
      expect(sql).toContain(
        `WHERE ${partition} >= date_format(current_timestamp - INTERVAL '3' HOUR, '%Y/%m/%d${partition === "hour" ? "/%H" : ""}')`,
      );
      expect(sql).toMatch(/\nLIMIT \d+$|\nORDER BY .*minute$/);
    },
  );
});

/** Fields in a Logs Insights query, without the fields that the query defines itself. */
function fieldsIn(query: string): readonly string[] {
  const bare = query.replaceAll(/"[^"]*"|\/[^\n]*\//g, "");
  const given = [
    ...[...query.matchAll(/ as ([a-z_0-9]+)/g)].map(([, name]) => name),
    ...[...query.matchAll(/\(\?<([a-z_]+)>/g)].map(([, name]) => name),
    ...[...query.matchAll(/ as ([a-z]+(?:, [a-z]+)+)$/gm)].flatMap(([, names]) => names?.split(", ") ?? []),
  ];
  const names = [...bare.matchAll(/`([^`]+)`|(?<![@\w.])([a-z_][\w]*(?:\.[\w]+)*)\b(?!\s*\()/gi)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
  return [...new Set(names)].filter((name) => !given.includes(name) && !WORDS.has(name));
}

const WORDS = new Set("filter fields stats sort limit parse by as desc and or not in".split(" "));

// https://docs.aws.amazon.com/cdk/api/v2/python/aws_cdk.mixins_preview.aws_elasticloadbalancingv2.mixins/CfnLoadBalancerAlbAccessLogsRecordFields.html
const ALB_RECORD =
  "actions_executed chosen_cert_arn classification classification_reason client_port client:port conn_trace_id domain_name elb elb_status_code error_reason ip_address matched_rule_priority received_bytes redirect_url request_creation_time request_line request_processing_time request_transform_status response_processing_time sent_bytes ssl_cipher ssl_protocol target_group_arn target_port target_port_list target_processing_time target_status_code target_status_code_list time trace_id transformed_host transformed_uri type user_agent";
const NLB_RECORD =
  "alpn_be_protocol alpn_client_preference_list alpn_fe_protocol chosen_cert_arn chosen_cert_serial client_port client:port connection_time destination_port domain_name elb incoming_tls_alert listener received_bytes sent_bytes time tls_cipher tls_connection_creation_time tls_handshake_time tls_keyexchange tls_protocol_version type version";
// https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html
const FIREWALL_RECORD = "action terminatingRuleId httpRequest.country httpRequest.uri httpRequest.clientIp labels.0.name";

const INSIGHTS: readonly (readonly [string, readonly LogQuery[], readonly string[]])[] = [
  ["alb", ALB_INSIGHTS, ALB_RECORD.split(" ")],
  ["nlb", NLB_INSIGHTS, NLB_RECORD.split(" ")],
  ["cdn", CDN_INSIGHTS, CDN_LOG_FIELDS],
  ["firewall", FIREWALL_INSIGHTS, FIREWALL_RECORD.split(" ")],
];

describe.each(INSIGHTS)("saved queries of %s", (_, queries, fields) => {
  test.each(queries.map((query) => [query.name, query.query]))("%s reads only delivered fields", (__, query) => {
    expect(fieldsIn(query).filter((name) => !fields.includes(name))).toEqual([]);
  });

  test.each(queries.map((query) => [query.name, query.query]))("%s has a limit", (__, query) => {
    expect(query).toMatch(/\n\| limit \d+$/);
  });
});

test("queries of a log have unique names", () => {
  for (const queries of [ALB_QUERIES, NLB_QUERIES, CDN_QUERIES, ...INSIGHTS.map(([, saved]) => saved)]) {
    const names = queries.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
  }
});

test("the checks above find unknown names", () => {
  expect(namesIn(`SELECT colum, "cs(x)", count(*) AS n FROM t WHERE a = 'b'`)).toEqual(["colum", "cs(x)", "t", "a"]);
  expect(fieldsIn('filter statsu >= 500 and a = "b"\n| stats count(*) as n by `x-y`, h.u\n| sort n desc')).toEqual([
    "statsu",
    "a",
    "x-y",
    "h.u",
  ]);
});
