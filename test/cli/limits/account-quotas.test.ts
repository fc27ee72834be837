import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { LIMIT_IDS, LIMITS, quotaRegion } from "../../../aws/limits";
import { awsProblem } from "../../../cli/aws/failures";
import { accountQuotas, type ClientOf, type Place } from "../../../cli/limits/account-quotas";
import { limitsDocument, limitsReport } from "../../../cli/limits/report";
import { usagesOf } from "../../../cli/limits/usage";
import { documentsOf } from "../../support/documents";

/** The values that Service Quotas has, by region, service and code. */
type Quotas = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;

interface Request {
  readonly ServiceCode: string;
  readonly QuotaCode?: string;
  readonly NextToken?: string;
}

/** Service Quotas with the JSON protocol of the SDK. Lists have one quota on each page. */
class FakeServiceQuotas {
  public readonly requests: string[] = [];
  private applied: Quotas = {};
  private defaults: Quotas = {};
  private failure: readonly [status: number, error: string, message: string] | undefined;
  private readonly server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const region = /\/\d+\/([a-z0-9-]+)\/servicequotas\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
      const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      const [status, body] = this.answer(operation, region, JSON.parse(Buffer.concat(chunks).toString()) as Request);
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
    });
  });

  public listen = () => new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
  public close = () => new Promise((done) => this.server.close(done));

  public set(applied: Quotas, defaults: Quotas = {}): void {
    [this.applied, this.defaults, this.failure] = [applied, defaults, undefined];
    this.requests.length = 0;
  }

  public fail(...failure: readonly [status: number, error: string, message: string]): void {
    this.failure = failure;
  }

  public get clientOf(): ClientOf {
    return (region) =>
      new ServiceQuotasClient({
        region,
        endpoint: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
        maxAttempts: 1,
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      });
  }

  private answer(operation: string, region: string, { ServiceCode, QuotaCode, NextToken = "0" }: Request): [number, object] {
    this.requests.push([operation, region, ServiceCode, QuotaCode].filter(Boolean).join(" "));
    if (this.failure) return [this.failure[0], { __type: this.failure[1], message: this.failure[2] }];
    const unknown = { __type: "NoSuchResourceException", Message: "The request failed because the specified resource does not exist." };
    if (operation === "ListServiceQuotas") {
      const codes = Object.entries(this.applied[region]?.[ServiceCode] ?? {});
      const entry = codes[Number(NextToken)];
      if (!entry) return [400, unknown];
      const next = Number(NextToken) + 1;
      return [200, { Quotas: [{ QuotaCode: entry[0], Value: entry[1] }], ...(next < codes.length && { NextToken: `${next}` }) }];
    }
    const value = this.defaults[region]?.[ServiceCode]?.[QuotaCode ?? ""];
    return value === undefined ? [400, unknown] : [200, { Quota: { QuotaCode, Value: value } }];
  }
}

const quotas = new FakeServiceQuotas();
beforeAll(() => quotas.listen());
afterAll(() => quotas.close());

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_none, index) => [`Item${index}`, {}]));
const documents = documentsOf(
  {
    "shop-eu-west-1-network": { aws_eip: many(6), aws_vpc: many(2), aws_iam_role: many(3), aws_cloudwatch_metric_alarm: many(1) },
  },
  [{ region: "eu-west-1" }],
);
const usages = usagesOf(documents);

test("reads the account's own values, all pages, and AWS's default value of a quota that is not listed", async () => {
  quotas.set(
    { "eu-west-1": { ec2: { "L-1216C47A": 64, "L-0263D0A3": 20 } }, "us-east-1": { iam: { "L-FE177D64": 5_000 } } },
    { "eu-west-1": { vpc: { "L-F678F1CE": 7 } } },
  );
  const live = await accountQuotas(usages, quotas.clientOf);
  expect(live.allowed).toEqual({
    "ec2.elastic-ips": { "eu-west-1": 20 },
    "iam.roles": { "": 5_000 },
    "vpc.vpcs": { "eu-west-1": 7 },
  });
  expect(quotas.requests.filter((request) => /ec2|iam|vpc/.test(request)).sort()).toEqual([
    "GetAWSDefaultServiceQuota eu-west-1 vpc L-F678F1CE",
    "GetAWSDefaultServiceQuota us-east-1 iam L-C07B4B0D",
    "ListServiceQuotas eu-west-1 ec2",
    "ListServiceQuotas eu-west-1 ec2",
    "ListServiceQuotas eu-west-1 vpc",
    "ListServiceQuotas us-east-1 iam",
  ]);
});

test("the report compares with these values, and names the quotas that Service Quotas does not report", async () => {
  quotas.set({ "eu-west-1": { ec2: { "L-0263D0A3": 20 }, vpc: { "L-F678F1CE": 1 } } });
  const live = await accountQuotas(usages, quotas.clientOf);
  const compared = usagesOf(documents, { allowed: live.allowed });
  expect(limitsReport("Account of shop", compared, live)).toMatchInlineSnapshot(`
   "Account of shop: 1 quota is exceeded.

     VPCs: 2 of 1 in eu-west-1
       to raise it: aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-F678F1CE --desired-value 2 --region eu-west-1

   Highest use of each quota, compared with the account's own values
     200%     2 of 1  VPCs                                   eu-west-1
      30%    6 of 20  Elastic IP addresses                   eu-west-1
       0%  3 of 1000  Roles
       0%  1 of 5000  Alarms                                 eu-west-1
       0%    0 of 10  Metrics in the expression of an alarm  shop-eu-west-1-network/Item0
       0%  0 of 2048  Characters of a trust policy           shop-eu-west-1-network/Item0

   Compared with AWS's default values, because Service Quotas does not report them
     Roles
     Alarms  eu-west-1
     Metrics in the expression of an alarm  eu-west-1
     Characters of a trust policy  eu-west-1"
  `);
  const { exceeded, usages: rows } = limitsDocument("Account of shop", compared, live) as {
    readonly exceeded: number;
    readonly usages: readonly (Place & { readonly allowed: number; readonly from: string })[];
  };
  expect(exceeded).toBe(1);
  expect(rows.filter(({ from }) => from === "account").map(({ limit, allowed }) => [limit, allowed])).toEqual([
    ["vpc.vpcs", 1],
    ["ec2.elastic-ips", 20],
  ]);
  expect(rows.find(({ limit }) => limit === "iam.roles")).toMatchObject({ allowed: 1_000, from: "default" });
});

test("missing permissions are a problem with the actions and the fix", async () => {
  quotas.fail(
    400,
    "AccessDeniedException",
    "User: arn:aws:iam::123456789012:user/jane is not authorized to perform: servicequotas:ListServiceQuotas",
  );
  await expect(accountQuotas(usages, quotas.clientOf)).rejects.toThrow(
    new RegExp(
      [
        "do not have the permission to read the quotas in (eu-west-1|us-east-1)",
        "  received: AccessDeniedException: User: .*user/jane is not authorized to perform: servicequotas:ListServiceQuotas",
        "  allowed: credentials with servicequotas:ListServiceQuotas and servicequotas:GetAWSDefaultServiceQuota",
        "  fix: use credentials with AWS's policy ServiceQuotasReadOnlyAccess, or remove --live",
      ].join("[^]*"),
    ),
  );
});

test.each([
  ["UnrecognizedClientException", "The security token included in the request is invalid.", "AWS does not accept the credentials"],
  ["ExpiredTokenException", "The security token included in the request is expired", "The AWS credentials have expired"],
])("%s keeps its general text", async (name, message, expected) => {
  quotas.fail(400, name, message);
  const error: unknown = await accountQuotas(usages, quotas.clientOf).catch((thrown: unknown) => thrown);
  expect(awsProblem(error)?.message).toContain(expected);
});

test("other errors of Service Quotas are not hidden", async () => {
  quotas.fail(400, "TooManyRequestsException", "Rate exceeded");
  await expect(accountQuotas(usages, quotas.clientOf)).rejects.toThrow("Rate exceeded");
});

test("every quota with a code is read in the region that has it: us-east-1 for global services", async () => {
  const region = "ap-southeast-2";
  const withCode = LIMIT_IDS.filter((limit) => LIMITS[limit].code !== undefined);
  const places = LIMIT_IDS.map((limit): Place => ({ limit, region: LIMITS[limit].scope === "account" ? "" : region }));
  const values: Record<string, Record<string, Record<string, number>>> = {};
  for (const limit of withCode) {
    const { service, code = "" } = LIMITS[limit];
    const where = ["iam", "route53", "cloudfront", "s3"].includes(service) ? "us-east-1" : region;
    expect(quotaRegion(limit, region)).toBe(where);
    ((values[where] ??= {})[service] ??= {})[code] = 77;
  }
  quotas.set(values);
  const { allowed, unreported } = await accountQuotas(places, quotas.clientOf);
  expect(Object.keys(allowed).sort()).toEqual([...withCode].sort());
  expect(unreported.map(({ limit }) => limit).sort()).toEqual(LIMIT_IDS.filter((limit) => LIMITS[limit].code === undefined).sort());
});
