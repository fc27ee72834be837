import { ALB_FIELDS, NLB_FIELDS } from "../../../../constructs/load-balancing/access-logs/fields";
import { type LineField, linePattern, lineTable } from "../../../../constructs/observability/access-logs/log-line";

/** The columns that the serde reads from a line, by name; undefined if the whole line does not match. */
function parse(fields: readonly LineField[], line: string): Readonly<Record<string, string | undefined>> | undefined {
  const { columns } = lineTable(fields);
  const match = new RegExp(`^(?:${linePattern(fields)})$`).exec(line);
  return match ? Object.fromEntries(columns.map(({ name }, index) => [name, match[index + 1]])) : undefined;
}

const groupsOf = (pattern: string) => (new RegExp(`${pattern}|`).exec("")?.length ?? 0) - 1;

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-examples
const GROUP = "arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067";
const ALB = "app/my-loadbalancer/50dc6c495c0c9188";
const HTTP = `http 2018-07-02T22:23:00.186641Z ${ALB} 192.168.131.39:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - ${GROUP} "Root=1-58337262-36d228ad5d99923122bbe354" "-" "-" 0 2018-07-02T22:22:48.364000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1234abcd5678ef90 "-" "-" "-"`;
const HTTPS = `https 2018-07-02T22:23:00.186641Z ${ALB} 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "GET https://www.example.com:443/ HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 ${GROUP} "Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012" 1 2018-07-02T22:22:48.364000Z "authenticate,forward" "-" "-" "10.0.0.1:80" "200" "-" "-" TID_1234abcd5678ef90 "m.example.com" "-" "TransformSuccess"`;
const H2 = `h2 2018-07-02T22:23:00.186641Z ${ALB} 10.0.1.252:48160 10.0.0.66:9000 0.000 0.002 0.000 200 200 5 257 "GET https://10.0.2.105:773/ HTTP/2.0" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 ${GROUP} "Root=1-58337327-72bd00b0343d75b906739c42" "-" "-" 1 2018-07-02T22:22:48.364000Z "redirect" "https://example.com:80/" "-" "10.0.0.66:9000" "200" "-" "-" TID_1234abcd5678ef90 "-" "-" "-"`;
const WS = `ws 2018-07-02T22:23:00.186641Z ${ALB} 10.0.0.140:40914 10.0.1.192:8010 0.001 0.003 0.000 101 101 218 587 "GET http://10.0.0.30:80/ HTTP/1.1" "-" - - ${GROUP} "Root=1-58337364-23a8c76965a2ef7629b185e3" "-" "-" 1 2018-07-02T22:22:48.364000Z "forward" "-" "-" "10.0.1.192:8010" "101" "-" "-" TID_1234abcd5678ef90 "-" "-" "-"`;
const LAMBDA = `http 2018-11-30T22:23:00.186641Z ${ALB} 192.168.131.39:2817 - 0.000 0.001 0.000 502 - 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - ${GROUP} "Root=1-58337364-23a8c76965a2ef7629b185e3" "-" "-" 0 2018-11-30T22:22:48.364000Z "forward" "-" "LambdaInvalidResponse" "-" "-" "-" "-" TID_1234abcd5678ef90 "-" "-" "-"`;
const MALFORMED = `https 2026-09-29T09:00:00.000000Z ${ALB} 198.18.9.9:40000 - -1 -1 -1 400 - 0 272 "- - - " "-" - - - "-" "-" "-" - 2026-09-29T09:00:00.000000Z "-" "-" "-" "-" "-" "-" "-" TID_00000000000000aa "-" "-" "-"`;
const IPV6 = HTTPS.replace("192.168.131.39:2817", "2001:db8::5:52000");

const OTHERS = { elb: ALB, target_group_arn: GROUP, conn_trace_id: "TID_1234abcd5678ef90" };

describe("an ALB log line from the AWS documentation", () => {
  test.each([
    ["HTTP", HTTP, { ...OTHERS, type: "http", client_ip: "192.168.131.39", client_port: "2817", target_ip: "10.0.0.1", target_port: "80" }],
    [
      "HTTPS",
      HTTPS,
      {
        ...OTHERS,
        actions_executed: "authenticate,forward",
        transformed_host: "m.example.com",
        request_transform_status: "TransformSuccess",
      },
    ],
    ["HTTP/2", H2, { ...OTHERS, request_proto: "HTTP/2.0", redirect_url: "https://example.com:80/", elb_status_code: "200" }],
    ["WebSockets", WS, { ...OTHERS, type: "ws", user_agent: "-", target_processing_time: "0.003" }],
    [
      "an error of a Lambda function",
      LAMBDA,
      {
        ...OTHERS,
        target_ip: "",
        target_port: "",
        elb_status_code: "502",
        target_status_code: "-",
        lambda_error_reason: "LambdaInvalidResponse",
      },
    ],
    ["IPv6", IPV6, { ...OTHERS, client_ip: "2001:db8::5", client_port: "52000" }],
    [
      "a malformed request",
      MALFORMED,
      { request_verb: "-", request_url: "-", request_proto: "- ", target_processing_time: "-1", elb_status_code: "400" },
    ],
  ])("%s", (_, line, expected) => {
    expect(parse(ALB_FIELDS, line)).toMatchObject(expected);
  });

  test("has one column for a path with spaces", () => {
    expect(parse(ALB_FIELDS, HTTP.replace(":80/ HTTP", ":80/a b?c=d HTTP"))).toMatchObject({
      request_verb: "GET",
      request_url: "http://www.example.com:80/a b?c=d",
      request_proto: "HTTP/1.1",
    });
  });

  test.each([
    ["before transforms", / "-" "-" "-"$/, { conn_trace_id: "TID_1234abcd5678ef90", transformed_host: undefined }],
    ["before connection trace IDs", / TID_.*$/, { classification_reason: "-", conn_trace_id: undefined }],
  ])("from the years %s is also read", (_, end, expected) => {
    expect(parse(ALB_FIELDS, HTTP.replace(end, ""))).toMatchObject(expected);
  });

  test("is read the same with fields that AWS may append later", () => {
    expect(parse(ALB_FIELDS, `${HTTP} 10.0.0.9 "new"`)).toEqual(parse(ALB_FIELDS, HTTP));
  });

  test("is not a row if it is incomplete", () => {
    expect(parse(ALB_FIELDS, HTTP.slice(0, 200))).toBeUndefined();
  });
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html#access-log-entry-examples
const CERTIFICATE = "arn:aws:acm:us-east-2:671290407336:certificate/2a108f19-aded-46b0-8493-c63eb1ef4a99";
const NLB_NAME = "my-network-loadbalancer-c6e77e28c25b2234.elb.us-east-2.amazonaws.com";
const TLS = `tls 2.0 2018-12-20T02:59:40 net/my-network-loadbalancer/c6e77e28c25b2234 g3d4b5e8bb8464cd 72.21.218.154:51341 172.100.100.185:443 5 2 98 246 - ${CERTIFICATE} - ECDHE-RSA-AES128-SHA tlsv12 - ${NLB_NAME} - - - 2018-12-20T02:59:30`;
const ALPN = `tls 2.0 2020-04-01T08:51:42 net/my-network-loadbalancer/c6e77e28c25b2234 g3d4b5e8bb8464cd 72.21.218.154:51341 172.100.100.185:443 5 2 98 246 - ${CERTIFICATE} - ECDHE-RSA-AES128-SHA tlsv12 - ${NLB_NAME} h2 h2 "h2","http/1.1" 2020-04-01T08:51:20`;

describe("an NLB log line from the AWS documentation", () => {
  test.each([
    [
      "without ALPN",
      TLS,
      { client_ip: "72.21.218.154", target_port: "443", tls_handshake_time_ms: "2", incoming_tls_alert: "-", domain_name: NLB_NAME },
    ],
    [
      "with ALPN",
      ALPN,
      { alpn_fe_protocol: "h2", alpn_client_preference_list: '"h2","http/1.1"', tls_connection_creation_time: "2020-04-01T08:51:20" },
    ],
    [
      "of earlier years",
      TLS.replace(/ 2018-12-20T02:59:30$/, ""),
      { alpn_client_preference_list: "-", tls_connection_creation_time: undefined },
    ],
  ])("%s", (_, line, expected) => {
    expect(parse(NLB_FIELDS, line)).toMatchObject(expected);
  });
});

describe.each([
  ["alb", ALB_FIELDS, 37],
  ["nlb", NLB_FIELDS, 24],
] as const)("the pattern of %s", (_, fields, count) => {
  test("has exactly one group per column, because with one more Athena returns NULL for all columns", () => {
    const { columns, serde } = lineTable(fields);
    expect(groupsOf(serde.parameters["input.regex"] ?? "")).toBe(columns.length);
    expect(columns).toHaveLength(count);
  });

  test("has unique column names", () => {
    const names = lineTable(fields).columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("means the same in Java and JavaScript: no named groups, no escapes, no lookbehind", () => {
    expect(linePattern(fields)).not.toMatch(/\(\?[^:]|\\/);
  });
});
