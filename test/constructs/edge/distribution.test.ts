import { Distribution, type DistributionContents } from "../../../constructs/edge/distribution";
import { TerraformOutput } from "cdktf";
import { type Block, outputValue, referenceTo, resource, synthesizeConstructs } from "../../support/synth";

const API = { domainName: "origin.example.com", token: "secret" };
const SITE = {
  primary: { regionalDomainName: "site.s3.us-east-1.amazonaws.com" },
  failover: { regionalDomainName: "copy.s3.us-east-2.amazonaws.com" },
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
const behaviours = (block: Block) => [block.default_cache_behavior as Block, ...list(block, "ordered_cache_behavior")];
const toSite = (block: Block) => behaviours(block).filter((behaviour) => behaviour.target_origin_id === "site");
const toApi = (block: Block) => behaviours(block).filter((behaviour) => behaviour.target_origin_id === "api");
const origin = (block: Block, id: string) => list(block, "origin").find((candidate) => candidate.origin_id === id);

describe.each(CONTENTS)("a distribution for $kind", (contents) => {
  const block = distribution(contents);

  test("speaks HTTP/2 and 3, IPv4 and IPv6, and no TLS below 1.2", () => {
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

  test("answers to its names, behind its firewall", () => {
    expect(block).toMatchObject({ aliases: ["example.com", "www.example.com"], web_acl_id: "arn:acl", price_class: "PriceClass_100" });
  });

  test("never hides an error behind a page or another status, and keeps none", () => {
    const responses = list(block, "custom_error_response");
    expect(responses.map((response) => response.error_code)).toEqual([404, 414, 500, 501, 502, 503, 504]);
    for (const response of responses) expect(response).toEqual({ error_code: response.error_code, error_caching_min_ttl: 0 });
  });

  test("has the function on the site's behaviour alone", () => {
    for (const behaviour of toApi(block)) expect(behaviour).not.toHaveProperty("function_association");
    for (const behaviour of toSite(block))
      expect(behaviour.function_association).toEqual([{ event_type: "viewer-request", function_arn: "arn:function" }]);
  });

  test("takes POST for the services alone, never for an origin group", () => {
    const groups = list(block, "origin_group").map((group) => group.origin_id);
    for (const behaviour of behaviours(block))
      expect((behaviour.allowed_methods as string[]).includes("POST")).toBe(!groups.includes(behaviour.target_origin_id));
  });

  test("leads every behaviour to an origin or group that is there", () => {
    const targets = [...list(block, "origin"), ...list(block, "origin_group")].map(({ origin_id }) => origin_id);
    for (const behaviour of behaviours(block)) expect(targets).toContain(behaviour.target_origin_id);
  });
});

test("without a site the services are the default and only behaviour", () => {
  expect(behaviours(distribution(ONLY_API))).toHaveLength(1);
  expect(toApi(distribution(ONLY_API))).toHaveLength(1);
  expect(toApi(distribution(ONLY_API))[0]).toMatchObject({ viewer_protocol_policy: "redirect-to-https" });
  expect(distribution(ONLY_API)).not.toHaveProperty("default_root_object");
});

test("a site alone has no way to the load balancers", () => {
  expect(toApi(distribution(ONLY_SITE))).toEqual([]);
  expect(origin(distribution(ONLY_SITE), "api")).toBeUndefined();
});

test("each path of the services is a behaviour that caches nothing and passes everything on", () => {
  const api = toApi(distribution(BOTH));
  expect(api.map((behaviour) => behaviour.path_pattern)).toEqual(["/api/*", "/v2/*"]);
  for (const behaviour of api) {
    expect(behaviour).toMatchObject({
      viewer_protocol_policy: "https-only",
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
      response_headers_policy_id: "67f7725c-6f97-4210-82d7-5512b31e9d03",
    });
  }
});

test("the site is compressed, sent over HTTPS, and never sees the viewer's headers at S3", () => {
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

test("the load balancers are reached over TLS 1.2 alone, with the secret header, and given up on in time", () => {
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

test("the buckets are read with signed requests, and never see the secret header", () => {
  for (const id of ["site-primary", "site-failover"]) {
    expect(origin(distribution(BOTH), id)).toMatchObject({ origin_access_control_id: "OAC" });
    expect(origin(distribution(BOTH), id)).not.toHaveProperty("custom_header");
  }
});

test("the copy is asked when the first bucket fails, not when a file is not there", () => {
  expect(list(distribution(BOTH), "origin_group")).toEqual([
    {
      origin_id: "site",
      failover_criteria: { status_codes: [500, 502, 503, 504] },
      member: [{ origin_id: "site-primary" }, { origin_id: "site-failover" }],
    },
  ]);
});

test("no origin has a shield", () => {
  for (const each of list(distribution(BOTH), "origin")) expect(each).not.toHaveProperty("origin_shield");
});

test("its additional metrics are on: latency and cache would else have no figures, and their alarms be silent for ever", () => {
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
