import { z } from "zod";
import { ENDPOINT_VOCABULARY } from "../../aws/endpoints";
import { REGION_VOCABULARY } from "../../aws/regions";
import { TEXT_LIMITS } from "../../aws/text-limits";
import { duration, freeText, hostname, mapOf, text, whole } from "../../language/fields";
import { alerts, observability } from "./alerts";
import { delivery, rollout } from "./delivery";
import { groupsField } from "../../constructs/compute/groups";
import { workloadShape } from "../../constructs/compute/workloads";
import { STAGE_NAMES } from "../../language/stage-names";
import { kindShape } from "../../constructs/registry";
import { placementEntry } from "../../constructs/load-balancing/placement/schema";

/** Schema of environments: every field with its unit, default and description. The field reference in docs/reference/ is generated from it. */

const MOST_REGIONS = 64;

const region = z
  .strictObject({
    primary: z
      .boolean()
      .default(false)
      .describe("Region that receives writes, unless a database sets `primaryRegion`. A single region is always primary."),
    decommissioning: z
      .boolean()
      .default(false)
      .describe(
        "Step one of removing a region: removes all references to it and all deletion protection in it, so that `cdktf destroy '<name>-<region>-*'` can delete it. Then remove the region from this file.",
      ),
    cidr: z
      .cidrv4()
      .optional()
      .meta({ allowed: "an IPv4 range from /16 to /20", example: "10.1.0.0/16" })
      .describe("IPv4 range of the VPC. Default: 10.<number of the region>.0.0/16, so that regions never overlap."),
  })
  .describe("A region in which the platform runs.");

const network = z
  .strictObject({
    zones: whole(2, 3).default(3).describe("Availability zones in each region."),
    natGateways: z
      .enum(["none", "one", "per-zone"])
      .optional()
      .meta({ stage: "network.natGateways" })
      .describe(
        "NAT gateways for private subnets. One is cheaper; one per zone survives the loss of a zone. None requires interface endpoints for every AWS service that tasks call.",
      ),
    interfaceEndpoints: z
      .array(
        text(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, "the name of an AWS service as in its endpoint", "ecr.api").meta({
          vocabulary: ENDPOINT_VOCABULARY,
        }),
      )
      .default([])
      .describe(
        "AWS services with an interface endpoint in the VPC, for example `ecr.api`, `ecr.dkr`, `logs`, `secretsmanager`. S3 and DynamoDB always have gateway endpoints.",
      ),
    flowLogs: z
      .enum(["all", "reject", "none"])
      .optional()
      .meta({ stage: "network.flowLogs" })
      .describe("Connections that VPC flow logs contain."),
    interRegion: z
      .enum(["peering", "transit-gateway"])
      .default("peering")
      .describe(
        "Inter-region connectivity of the VPCs, created if a resource in one region is used from another one. Peerings have no hourly cost, but their number grows quadratically with the regions. Transit gateways have an hourly cost, and their number grows linearly. Terrace prints a warning if there are too many peerings, from about ten regions with replicas.",
      ),
    staticAddresses: z.boolean().default(false).describe("Elastic IPs for the NLB, one per zone, for clients with an IP allowlist."),
  })
  .describe("The VPC of each region.");

const site = z
  .strictObject({
    singlePageApp: z
      .boolean()
      .default(true)
      .describe(
        "Serves `index.html` for paths without a file extension. A CloudFront function does this only for the site, so error responses of the API do not change.",
      ),
    failoverRegion: z
      .string()
      .optional()
      .meta({ allowed: "an AWS region", example: "us-east-2", vocabulary: REGION_VOCABULARY })
      .describe(
        "Region of the failover bucket, which CloudFront uses if the bucket in the home region fails. Default: a region near the home region.",
      ),
    contentSecurityPolicy: freeText(TEXT_LIMITS.contentSecurityPolicy, "default-src 'self'")
      .default("default-src 'self'")
      .describe("The Content-Security-Policy header of the site."),
  })
  .describe("A static site behind the CDN, from S3.");

/** Inspection limits of request bodies in WAF for CloudFront. */
export const INSPECTED_BODIES = ["16 KB", "32 KB", "48 KB", "64 KB"] as const;

// Segments cannot be empty, `.` or `..`, because WAF compares the normalized path.
const UPLOAD_PATH = /^(?=\/.{0,99}$)(?:\/[\w~-][\w.~-]*)*\/?\*?$/;
const UPLOAD_PATH_FORM = "a path such as /api/photos, or a prefix followed by *";

const cdn = z
  .strictObject({
    priceClass: z
      .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
      .default("PriceClass_100")
      .describe("CloudFront locations that serve requests; fewer are cheaper."),
    rateLimit: whole(10, 2_000_000_000)
      .default(2_000)
      .describe("Maximum number of requests from one IP address in five minutes. WAF blocks more."),
    managedRules: z
      .enum(["count", "block"])
      .default("count")
      .describe(
        "Whether AWS's managed WAF rules and the limit on request bodies block or only count. The rate limit always blocks. Start with `count` and check the log.",
      ),
    inspectedBody: z
      .enum(INSPECTED_BODIES)
      .default("16 KB")
      .describe(
        "Part of a request body that WAF inspects. A larger body is blocked with 413 if `managedRules` is `block`, and counted if it is `count`, except on the paths in `uploads`. AWS charges for each additional 16 KB.",
      ),
    uploads: z
      .array(text(UPLOAD_PATH, UPLOAD_PATH_FORM, "/api/photos/*"))
      .max(10)
      .default([])
      .meta({ allowed: `a list of at most 10; each entry: ${UPLOAD_PATH_FORM}`, example: ["/api/photos/*"] })
      .describe(
        'Paths whose request bodies are files. These bodies can be larger than the inspected part. WAF rules that search bodies for scripts, file paths and SQL only count there, because a file can contain such bytes by chance. `["/*"]` matches every path.',
      ),
  })
  .describe("CloudFront and its firewall.");

const alarms = z
  .strictObject({
    replicaLag: duration("60 seconds", "1 hour")
      .default("300 seconds")
      .describe("Maximum replication lag. A replica with more lag for three minutes is removed from the reader DNS name."),
  })
  .describe("Alarm thresholds.");

export { type Environment, type RegionName, environment } from "../environment";

export const environmentSchema = z
  .strictObject({
    name: text(/^[a-z][a-z0-9]{0,11}$/, "1 to 12 lowercase letters and digits, starting with a letter", "prod").describe(
      "Environment name. Prefix of every resource name.",
    ),
    stage: z.enum(STAGE_NAMES).describe("Growth stage. It sets the stage defaults, which every field can override."),
    account: text(/^\d{12}$/, "an AWS account ID of 12 digits", "123456789012")
      .optional()
      .describe("The only AWS account that this environment can be deployed to. Default: the account of the current credentials."),
    domainName: hostname("a domain name in lowercase", "example.com")
      .max(200)
      .meta({ allowed: "a domain name in lowercase, at most 200 characters long", example: "example.com" })
      .describe("Domain of the platform. Terrace creates its hosted zone unless `hostedZoneId` is set."),
    hostedZoneId: text(/^Z[A-Z0-9]{5,31}$/, "the ID of a Route 53 hosted zone", "Z0123456789ABCDEFGHIJ")
      .optional()
      .describe("ID of an existing public hosted zone of `domainName`. Default: a new zone."),
    removalPolicy: z
      .enum(["retain", "destroy"])
      .optional()
      .meta({ stage: "removalPolicy" })
      .describe("`retain` protects stateful resources from deletion by Terraform and by AWS. `destroy` is for ephemeral environments."),
    logRetention: duration("1 day", "3653 days")
      .optional()
      .meta({ stage: "logRetention" })
      .describe(
        "Retention period of logs. CloudWatch Logs supports 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 and 3653 days.",
      ),
    state: z
      .strictObject({
        bucket: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of an S3 bucket", "prod-example-com-terraform-state")
          .optional()
          .describe("S3 bucket of the Terraform state. Default: `<name>-<domain with hyphens>-terraform-state`."),
        region: z
          .string()
          .optional()
          .meta({ allowed: "an AWS region", example: "us-east-1", vocabulary: REGION_VOCABULARY })
          .describe("Region of the bucket. Default: the home region."),
      })
      .prefault({})
      .describe("Location of the Terraform state."),
    regions: z
      .record(z.string().meta({ vocabulary: REGION_VOCABULARY }), region)
      // About twice as many as AWS has. Rules compare all pairs of regions, and databases have replicas in all regions.
      .refine((regions) => Object.keys(regions).length <= MOST_REGIONS)
      .meta({
        allowed: `1 to ${MOST_REGIONS} regions, one of them primary`,
        example: { "us-east-1": { primary: true } },
      })
      .describe("Regions by name."),
    homeRegion: z
      .string()
      .optional()
      .meta({ allowed: "an AWS region", example: "us-east-1", vocabulary: REGION_VOCABULARY })
      .describe(
        "Region of everything that the environment has once: image repositories, site files, primary tables and secrets, Terraform state. Required with several regions; it can never change. Default with one region: that region.",
      ),
    evacuated: z
      .array(z.string())
      .default([])
      .meta({ allowed: "names of `regions`", example: ["us-east-1"] })
      .describe("Regions that receive no public traffic. Everything else in them keeps running. Written by `terrace region evacuate`."),
    images: z
      .record(
        text(/^(?=.{2,256}$)[a-z0-9]+(?:(?:[._/]|__|-+)[a-z0-9]+)*$/, "the name of an image repository, 2 to 256 characters", "api"),
        text(/^sha256:[0-9a-f]{64}$/, "a digest: sha256: and 64 hexadecimal digits", `sha256:${"0".repeat(64)}`),
      )
      .default({})
      .describe(
        "Digests of the released images, by repository, for workloads without `image`. Default: the environment's entry in `environments/images.json`, written by `terrace release set`.",
      ),
    placement: mapOf(placementEntry)
      .default({})
      .describe(
        "Places of services on the load balancers, by service. Default: the environment's entry in `environments/placement.json`, written by `terrace place`.",
      ),
    network: network.prefault({}).describe("The VPC of each region."),
    ...workloadShape,
    groups: groupsField,
    ...kindShape,
    site: site.optional().describe("A static site behind the CDN. Default: none."),
    cdn: cdn.prefault({}).describe("CloudFront and its firewall."),
    alarms: alarms.prefault({}).describe("Alarm thresholds."),
    alerts: alerts.prefault({}).describe("Notification targets for alarms."),
    observability: observability.prefault({}).describe("Level of monitoring, access log search, Prometheus and Grafana."),
    rollout: rollout.prefault({}).describe("Pace of deployments."),
    delivery: delivery.optional().describe("Deployment from GitHub. Default: none; only people with their own credentials deploy."),
    deployedBy: text(/^[a-z][a-z0-9]{0,11}$/, "the name of an environment with `delivery.environments`", "preview")
      .optional()
      .describe(
        "Environment in the same account whose roles deploy this one. Roles of this environment use that environment's permissions boundary. Default: the roles from `delivery`.",
      ),
    tags: z
      .record(freeText(TEXT_LIMITS.tagKey, "Owner"), freeText(TEXT_LIMITS.tagValue, "photos"))
      .default({})
      .describe("Tags of all resources, in addition to `Environment`, `Stack` and `ManagedBy`."),
  })
  .describe("An environment.");

/** An environment with valid fields and stage-independent defaults. */
export type ParsedEnvironment = z.output<typeof environmentSchema>;
