import { z } from "zod";
import { ENDPOINT_VOCABULARY } from "../../aws/endpoints";
import { REGION_VOCABULARY } from "../../aws/regions";
import { TEXT_LIMITS } from "../../aws/text-limits";
import { duration, freeText, hostname, text, whole } from "../../language/fields";
import { alerts, observability } from "./alerts";
import { delivery, rollout } from "./delivery";
import { workloadShape } from "../../constructs/compute/workloads";
import { STAGE_NAMES } from "../../language/stage-names";
import { kindShape } from "../../constructs/registry";

/** What a team may write: every field with its unit, default and meaning. The README's field reference is made from this. */

const MOST_REGIONS = 64;

const region = z
  .strictObject({
    primary: z
      .boolean()
      .default(false)
      .describe("The region that writes go to, unless a database says otherwise. With one region it is that one."),
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
      .describe("The VPC's addresses. Left out: 10.<number of the region>.0.0/16, so regions never overlap."),
  })
  .describe("A region that the platform runs in.");

const network = z
  .strictObject({
    zones: whole(2, 3).default(3).describe("Availability zones in each region."),
    natGateways: z
      .enum(["none", "one", "per-zone"])
      .optional()
      .meta({ stage: "network.natGateways" })
      .describe(
        "How private subnets reach the internet. One is cheaper; one per zone survives the loss of a zone. None needs interface endpoints for all that tasks call.",
      ),
    interfaceEndpoints: z
      .array(
        text(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, "an AWS service as in its endpoint's name", "ecr.api").meta({
          vocabulary: ENDPOINT_VOCABULARY,
        }),
      )
      .default([])
      .describe(
        "AWS services that are reached inside the VPC, for example `ecr.api`, `ecr.dkr`, `logs`, `secretsmanager`. S3 and DynamoDB always are.",
      ),
    flowLogs: z.enum(["all", "reject", "none"]).optional().meta({ stage: "network.flowLogs" }).describe("Which connections are logged."),
    interRegion: z
      .enum(["peering", "transit-gateway"])
      .default("peering")
      .describe(
        "What joins the VPCs of the regions, where a database has copies in several. Peerings cost nothing by the hour and their number grows with the square of the regions; transit gateways cost by the hour and grow in step with them. The limit is about ten regions that all hold copies: beyond it Terrace says so.",
      ),
    staticAddresses: z.boolean().default(false).describe("Elastic IPs for the NLB, one a zone, for clients that allow by address."),
  })
  .describe("The VPC of each region.");

const site = z
  .strictObject({
    singlePageApp: z
      .boolean()
      .default(true)
      .describe(
        "Paths without a file extension get `index.html`, decided at the edge and for the site alone: errors of the API stay what they are.",
      ),
    failoverRegion: z
      .string()
      .optional()
      .meta({ allowed: "an AWS region", example: "us-east-2", vocabulary: REGION_VOCABULARY })
      .describe(
        "Where the copy lives that is served when the first bucket, in the home region, fails. Left out: a neighbour of the home region.",
      ),
    contentSecurityPolicy: freeText(TEXT_LIMITS.contentSecurityPolicy, "default-src 'self'")
      .default("default-src 'self'")
      .describe("The Content-Security-Policy header of the site."),
  })
  .describe("A static site behind the CDN, from S3.");

/** How much of a body WAF can inspect before CloudFront. */
export const INSPECTED_BODIES = ["16 KB", "32 KB", "48 KB", "64 KB"] as const;

// No segment is empty, `.` or `..`: WAF compares with the normalized path, which has none of them.
const UPLOAD_PATH = /^(?=\/.{0,99}$)(?:\/[\w~-][\w.~-]*)*\/?\*?$/;
const UPLOAD_PATH_IN_WORDS = "a path as /api/photos, or the beginning of some with * at its end";

const cdn = z
  .strictObject({
    priceClass: z
      .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
      .default("PriceClass_100")
      .describe("Which of CloudFront's locations serve: fewer are cheaper."),
    rateLimit: whole(10, 2_000_000_000).default(2_000).describe("Requests that one address may send in five minutes before WAF blocks it."),
    managedRules: z
      .enum(["count", "block"])
      .default("count")
      .describe(
        "Whether WAF's rules block or only count: AWS's managed rules and the limit on request bodies. The rate limit always blocks. Begin with `count` and read the log.",
      ),
    inspectedBody: z
      .enum(INSPECTED_BODIES)
      .default("16 KB")
      .describe(
        "How much of a request body WAF inspects. A larger body is blocked with 413 where `managedRules` is `block`, and counted where it is `count`, except on the paths of `uploads`. AWS charges each further 16 KB.",
      ),
    uploads: z
      .array(text(UPLOAD_PATH, UPLOAD_PATH_IN_WORDS, "/api/photos/*"))
      .max(10)
      .default([])
      .meta({ allowed: `up to 10, each ${UPLOAD_PATH_IN_WORDS}`, example: ["/api/photos/*"] })
      .describe(
        'Paths whose request bodies are files. There bodies may be larger than the inspected part, and the rules that look for scripts, file paths and SQL in bodies only count, since a file can hold such bytes by chance. `["/*"]` allows it on every path.',
      ),
  })
  .describe("CloudFront and its firewall.");

const alarms = z
  .strictObject({
    replicaLag: duration("60 seconds", "1 hour")
      .default("300 seconds")
      .describe("A replica that is further behind for three minutes leaves the reader name."),
  })
  .describe("Bounds of the alarms.");

export { type Environment, type RegionName, environment } from "../environment";

export const environmentSchema = z
  .strictObject({
    name: text(/^[a-z][a-z0-9]{0,11}$/, "1 to 12 lower-case letters and digits that start with a letter", "prod").describe(
      "The environment. It starts the name of all that AWS lets us name.",
    ),
    stage: z.enum(STAGE_NAMES).describe("The growth stage. It gives the default of every field marked “by stage”; any field overrides it."),
    account: text(/^\d{12}$/, "an AWS account id of 12 digits", "123456789012")
      .optional()
      .describe("The only account that this may be deployed to. Left out: the account of the credentials."),
    domainName: hostname("a domain name in lower case", "example.com")
      .max(200)
      .meta({ allowed: "a domain name in lower case, of at most 200 characters", example: "example.com" })
      .describe("The domain of the platform. Its zone is made, or `hostedZoneId` names an existing one."),
    hostedZoneId: text(/^Z[A-Z0-9]{5,31}$/, "the id of a Route 53 hosted zone", "Z0123456789ABCDEFGHIJ")
      .optional()
      .describe("An existing public zone of `domainName`."),
    removalPolicy: z
      .enum(["retain", "destroy"])
      .optional()
      .meta({ stage: "removalPolicy" })
      .describe(
        "`retain` protects all that keeps data from deletion, by Terraform and by AWS. `destroy` is for environments that come and go.",
      ),
    logRetention: duration("1 day", "3653 days")
      .optional()
      .meta({ stage: "logRetention" })
      .describe(
        "How long logs are kept. CloudWatch has steps: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 and 3653 days.",
      ),
    state: z
      .strictObject({
        bucket: text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a name of an S3 bucket", "prod-example-com-terraform-state")
          .optional()
          .describe("The S3 bucket of the Terraform state. Left out: `<name>-<domain with hyphens>-terraform-state`."),
        region: z
          .string()
          .optional()
          .meta({ allowed: "an AWS region", example: "us-east-1", vocabulary: REGION_VOCABULARY })
          .describe("Its region. Left out: the home region."),
      })
      .prefault({})
      .describe("Where Terraform keeps its state."),
    regions: z
      .record(z.string().meta({ vocabulary: REGION_VOCABULARY }), region)
      // AWS has about half as many. Rules compare regions with each other, and databases have copies in all of them.
      .refine((regions) => Object.keys(regions).length <= MOST_REGIONS)
      .meta({
        allowed: `at least one region, one of them primary, and at most ${MOST_REGIONS}`,
        example: { "us-east-1": { primary: true } },
      })
      .describe("The regions, by name."),
    homeRegion: z
      .string()
      .optional()
      .meta({ allowed: "an AWS region", example: "us-east-1", vocabulary: REGION_VOCABULARY })
      .describe(
        "Where all lives that the environment has only one of: image repositories, the site's files, the first copy of tables and secrets, the Terraform state. Required with several regions, since it can never change; with one it is that one.",
      ),
    evacuated: z
      .array(z.string())
      .default([])
      .meta({ allowed: "names of `regions`", example: ["us-east-1"] })
      .describe("Regions that are out of the public names for now; all else in them goes on. `npm run evacuate` writes it."),
    network: network.prefault({}).describe("The VPC of each region."),
    ...workloadShape,
    ...kindShape,
    site: site.optional().describe("A static site behind the CDN. Left out: none."),
    cdn: cdn.prefault({}).describe("CloudFront and its firewall."),
    alarms: alarms.prefault({}).describe("Bounds of the alarms."),
    alerts: alerts.prefault({}).describe("Who is told when something is wrong."),
    observability: observability.prefault({}).describe("What logs and figures can be looked at with."),
    rollout: rollout.prefault({}).describe("How fast a change may reach everything."),
    delivery: delivery.optional().describe("Who deploys, from GitHub. Left out: nobody but people with credentials of their own."),
    deployedBy: text(/^[a-z][a-z0-9]{0,11}$/, "the name of an environment with `delivery.environments`", "preview")
      .optional()
      .describe(
        "Environment in the same account whose roles deploy this one. Roles of this environment use that environment's permissions boundary. Default: the roles from `delivery`.",
      ),
    tags: z
      .record(freeText(TEXT_LIMITS.tagKey, "Owner"), freeText(TEXT_LIMITS.tagValue, "photos"))
      .default({})
      .describe("Tags on everything, besides `Environment`, `Stack` and `ManagedBy`."),
  })
  .describe("An environment.");

/** An environment whose fields are checked, one by one, and whose stage-independent defaults are filled in. */
export type ParsedEnvironment = z.output<typeof environmentSchema>;
