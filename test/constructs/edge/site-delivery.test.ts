import { SiteBucketPolicy } from "../../../constructs/edge/site-bucket-policy";
import { SiteDelivery } from "../../../constructs/edge/site-delivery";
import { type Block, resource, statementsOf, synthesizeConstructs } from "../../support/synth";

const delivery = () =>
  synthesizeConstructs(
    (stack) =>
      new SiteDelivery(stack, "Site", { domainName: "example.com", singlePageApp: true, contentSecurityPolicy: "default-src 'none'" }),
  );

test("requests to the buckets are always signed", () => {
  expect(resource(delivery(), "aws_cloudfront_origin_access_control")).toMatchObject({
    origin_access_control_origin_type: "s3",
    signing_behavior: "always",
    signing_protocol: "sigv4",
  });
});

test("files are cached for a minute by default and for at most a year, separately by compression", () => {
  expect(resource(delivery(), "aws_cloudfront_cache_policy")).toMatchObject({
    min_ttl: 0,
    default_ttl: 60,
    max_ttl: 31_536_000,
    parameters_in_cache_key_and_forwarded_to_origin: {
      enable_accept_encoding_brotli: true,
      enable_accept_encoding_gzip: true,
      cookies_config: { cookie_behavior: "none" },
      headers_config: { header_behavior: "none" },
      query_strings_config: { query_string_behavior: "none" },
    },
  });
});

test("the site has security headers", () => {
  expect(resource(delivery(), "aws_cloudfront_response_headers_policy").security_headers_config).toEqual({
    content_security_policy: { content_security_policy: "default-src 'none'", override: true },
    content_type_options: { override: true },
    frame_options: { frame_option: "DENY", override: true },
    referrer_policy: { referrer_policy: "strict-origin-when-cross-origin", override: true },
    strict_transport_security: { access_control_max_age_sec: 31_536_000, include_subdomains: false, preload: false, override: true },
  });
});

test("the function is published for runtime 2.0", () => {
  expect(resource(delivery(), "aws_cloudfront_function")).toMatchObject({ runtime: "cloudfront-js-2.0", publish: true });
});

test("resources of a distribution have stable names", () => {
  const types = ["cache_policy", "response_headers_policy", "function", "origin_access_control"];
  expect(types.map((type) => resource(delivery(), `aws_cloudfront_${type}`).name)).toEqual(types.map(() => "dev-site"));
});

test("resources of a distribution are deleted after it no longer uses them", () => {
  const types = ["cache_policy", "response_headers_policy", "function", "origin_access_control"];
  for (const type of types) expect(resource(delivery(), `aws_cloudfront_${type}`).lifecycle).toEqual({ create_before_destroy: true });
});

describe("the policy of a site's bucket", () => {
  const statements = statementsOf(
    resource(
      synthesizeConstructs(
        (stack) => new SiteBucketPolicy(stack, "Policy", { bucket: { bucketName: "site", arn: "arn:site" }, distributionArn: "arn:cdn" }),
      ),
      "aws_s3_bucket_policy",
    ),
  );
  const allowed = statements.filter((statement) => statement.Effect === "Allow");

  test("allows one distribution to read files and to detect missing files", () => {
    expect(allowed.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ["s3:GetObject", "arn:site/*"],
      ["s3:ListBucket", "arn:site"],
    ]);
    for (const statement of allowed)
      expect(statement).toMatchObject({
        Principal: { Service: "cloudfront.amazonaws.com" },
        Condition: { StringEquals: { "AWS:SourceArn": "arn:cdn" } },
      });
  });

  test("rejects requests without TLS", () => {
    expect(statements.filter((statement: Block) => statement.Effect === "Deny")).toEqual([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:site", "arn:site/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });
});
