import { type LineField, address, late, number, quoted, word } from "../../observability/access-logs/log-line";

/**
 * A log line of an ALB. `request` is three columns; an unparseable request is `- - - `.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#access-log-entry-format
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table.html for names, types and patterns
 */
export const ALB_FIELDS: readonly LineField[] = [
  word("type"),
  word("time"),
  word("elb"),
  address("client"),
  address("target"),
  number("request_processing_time", "double"),
  number("target_processing_time", "double"),
  number("response_processing_time", "double"),
  number("elb_status_code", "int"),
  word("target_status_code"),
  number("received_bytes", "bigint"),
  number("sent_bytes", "bigint"),
  {
    columns: [
      { name: "request_verb", type: "string" },
      { name: "request_url", type: "string" },
      { name: "request_proto", type: "string" },
    ],
    pattern: '"([^ ]*) (.*?) (- |[^ ]*)"',
  },
  quoted("user_agent"),
  word("ssl_cipher"),
  word("ssl_protocol"),
  word("target_group_arn"),
  quoted("trace_id"),
  quoted("domain_name"),
  quoted("chosen_cert_arn"),
  word("matched_rule_priority"),
  word("request_creation_time"),
  quoted("actions_executed"),
  quoted("redirect_url"),
  quoted("lambda_error_reason"),
  quoted("target_port_list"),
  quoted("target_status_code_list"),
  quoted("classification"),
  quoted("classification_reason"),
  late(word("conn_trace_id")),
  late(quoted("transformed_host")),
  late(quoted("transformed_uri")),
  late(quoted("request_transform_status")),
];

/**
 * A log line of an NLB, for a connection to a TLS listener.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html#access-log-entry-format
 * @see https://docs.aws.amazon.com/athena/latest/ug/networkloadbalancer-classic-logs.html for names, types and patterns
 */
export const NLB_FIELDS: readonly LineField[] = [
  word("type"),
  word("version"),
  word("time"),
  word("elb"),
  word("listener_id"),
  address("client"),
  address("target"),
  number("tcp_connection_time_ms", "double"),
  number("tls_handshake_time_ms", "double"),
  number("received_bytes", "bigint"),
  number("sent_bytes", "bigint"),
  number("incoming_tls_alert", "int"),
  word("cert_arn"),
  word("certificate_serial"),
  word("tls_cipher_suite"),
  word("tls_protocol_version"),
  word("tls_named_group"),
  word("domain_name"),
  word("alpn_fe_protocol"),
  word("alpn_be_protocol"),
  word("alpn_client_preference_list"),
  late(word("tls_connection_creation_time")),
];
