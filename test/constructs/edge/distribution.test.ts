import { Distribution, type DistributionContents } from "../../../constructs/edge/distribution";
import { TerraformOutput } from "cdktf";
import { type Block, outputValue, referenceTo, resource, synthesizeConstructs } from "../../support/synth";

const API = { domainName: "origin.example.com", token: "secret" };
const SITE = {
  primary: { regionalDomainName: "site.s3.us-east-1.amazonaws.com" },
  failover: { regionalDomainName: "failover.s3.us-east-2.amazonaws.com" },
  accessControlId: "OAC",
  cachePolicyId: "cache-policy",
  headersPolicyId: "headers-policy",
  functionArn: "arn:function",
};
const CONTENTS: readonly DistributionContents[] = [
  { kind: "api", api: API },
  { kind: "site", site: SITE },
  { kind: "site-and-api", site: SITE, api: { ...API, paths: ["/api/*", "/v2/*"] } },
];
const [ONLY_API, ONLY_SITE, BOTH] = CONTENTS as [DistributionContents, DistributionContents, DistributionContents];

function distribution(contents: DistributionContents): Block {
  const json = synthesizeConstructs((stack) => {
    new Distribution(stack, "Main", {
      comment: "example.com",
      aliases: ["example.com", "www.example.com"],
      certificateArn: "arn:certificate",
      webAclArn: "arn:acl",
      priceClass: "PriceClass_100",
      contents,
    });
  });
  return resource(json, "aws_cloudfront_distribution");
}

const list = (block: Block, argument: string) => (block[argument] ?? []) as readonly Block[];
const behaviors = (block: Block) => [block.default_cache_behavior as Block, ...list(block, "ordered_cache_behavior")];
const toSite = (block: Block) => behaviors(block).filter((behavior) => behavior.target_origin_id === "site");
const toApi = (block: Block) => behaviors(block).filter((behavior) => behavior.target_origin_id === "api");
const origin = (block: Block, id: string) => list(block, "origin").find((candidate) => candidate.origin_id === id);

describe.each(CONTENTS)("a distribution for $kind", (contents) => {
  const block = distribution(contents);

  test("supports HTTP/2 and HTTP/3, IPv4 and IPv6, and no TLS below 1.2", () => {
    expect(block).toMatchObject({
      http_version: "http2and3",
      is_ipv6_enabled: true,
      viewer_certificate: {
        acm_certificate_arn: "arn:certificate",
        ssl_support_method: "sni-only",
        minimum_protocol_version: "TLSv1.2_2021",
      },
    });
  });

  test("serves its host names, behind its firewall", () => {
    expect(block).toMatchObject({ aliases: ["example.com", "www.example.com"], web_acl_id: "arn:acl", price_class: "PriceClass_100" });
  });

  test("never replaces an error with a page or another status, and does not cache errors", () => {
    const responses = list(block, "custom_error_response");
    expect(responses.map((response) => response.error_code)).toEqual([404, 414, 500, 501, 502, 503, 504]);
    for (const response of responses) expect(response).toEqual({ error_code: response.error_code, error_caching_min_ttl: 0 });
  });

  test("has the function only on the site's behavior", () => {
    for (const behavior of toApi(block)) expect(behavior).not.toHaveProperty("function_association");
    for (const behavior of toSite(block))
      expect(behavior.function_association).toEqual([{ event_type: "viewer-request", function_arn: "arn:function" }]);
  });

  test("accepts POST only for the services, never for an origin group", () => {
    const groups = list(block, "origin_group").map((group) => group.origin_id);
    for (const behavior of behaviors(block))
      expect((behavior.allowed_methods as string[]).includes("POST")).toBe(!groups.includes(behavior.target_origin_id));
  });

  test("routes every behavior to an existing origin or group", () => {
    const targets = [...list(block, "origin"), ...list(block, "origin_group")].map(({ origin_id }) => origin_id);
    for (const behavior of behaviors(block)) expect(targets).toContain(behavior.target_origin_id);
  });
});

test("without a site, the services are the default and only behavior", () => {
  expect(behaviors(distribution(ONLY_API))).toHaveLength(1);
  expect(toApi(distribution(ONLY_API))).toHaveLength(1);
  expect(toApi(distribution(ONLY_API))[0]).toMatchObject({ viewer_protocol_policy: "redirect-to-https" });
  expect(distribution(ONLY_API)).not.toHaveProperty("default_root_object");
});

test("a distribution with only a site has no load balancer origin", () => {
  expect(toApi(distribution(ONLY_SITE))).toEqual([]);
  expect(origin(distribution(ONLY_SITE), "api")).toBeUndefined();
});

test("each path of the services has a behavior that caches nothing and forwards everything", () => {
  const api = toApi(distribution(BOTH));
  expect(api.map((behavior) => behavior.path_pattern)).toEqual(["/api/*", "/v2/*"]);
  for (const behavior of api) {
    expect(behavior).toMatchObject({
      viewer_protocol_policy: "https-only",
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
      response_headers_policy_id: "67f7725c-6f97-4210-82d7-5512b31e9d03",
    });
  }
});

test("the site is compressed and HTTPS-only, and viewer headers are not forwarded to S3", () => {
  const [site] = toSite(distribution(BOTH));
  expect(site).toMatchObject({
    compress: true,
    viewer_protocol_policy: "redirect-to-https",
    cache_policy_id: "cache-policy",
    response_headers_policy_id: "headers-policy",
    allowed_methods: ["GET", "HEAD", "OPTIONS"],
  });
  expect(site).not.toHaveProperty("origin_request_policy_id");
});

test("the load balancers are reached only over TLS 1.2, with the secret header and short timeouts", () => {
  expect(origin(distribution(BOTH), "api")).toEqual({
    origin_id: "api",
    domain_name: "origin.example.com",
    connection_attempts: 2,
    connection_timeout: 3,
    custom_header: [{ name: "X-Origin-Token", value: "secret" }],
    custom_origin_config: {
      http_port: 80,
      https_port: 443,
      origin_protocol_policy: "https-only",
      origin_ssl_protocols: ["TLSv1.2"],
      origin_read_timeout: 30,
      origin_keepalive_timeout: 55,
    },
  });
});

test("the buckets are read with signed requests, without the secret header", () => {
  for (const id of ["site-primary", "site-failover"]) {
    expect(origin(distribution(BOTH), id)).toMatchObject({ origin_access_control_id: "OAC" });
    expect(origin(distribution(BOTH), id)).not.toHaveProperty("custom_header");
  }
});

test("the failover bucket is read if the primary bucket fails, not if a file is missing", () => {
  expect(list(distribution(BOTH), "origin_group")).toEqual([
    {
      origin_id: "site",
      failover_criteria: { status_codes: [500, 502, 503, 504] },
      member: [{ origin_id: "site-primary" }, { origin_id: "site-failover" }],
    },
  ]);
});

test("no origin uses Origin Shield", () => {
  for (const each of list(distribution(BOTH), "origin")) expect(each).not.toHaveProperty("origin_shield");
});

test("additional metrics are enabled: without them, alarms on latency and cache never fire", () => {
  const json = synthesizeConstructs((stack) => {
    const { distributionId } = new Distribution(stack, "Main", {
      comment: "example.com",
      aliases: ["example.com"],
      certificateArn: "arn:certificate",
      webAclArn: "arn:acl",
      priceClass: "PriceClass_100",
      contents: ONLY_API,
    });
    new TerraformOutput(stack, "Id", { value: distributionId });
  });
  const distributionId = referenceTo(json, "aws_cloudfront_distribution", undefined, "id");
  expect(resource(json, "aws_cloudfront_monitoring_subscription")).toMatchObject({
    distribution_id: distributionId,
    monitoring_subscription: { realtime_metrics_subscription_config: { realtime_metrics_subscription_status: "Enabled" } },
  });
  expect(outputValue(json, "Id")).toBe(distributionId);
});
