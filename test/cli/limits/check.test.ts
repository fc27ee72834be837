import { raisable, raisableText, rejectedBy, rejectedText } from "../../../cli/limits/check";
import { documentsOf } from "../../support/documents";

const policies = (count: number) => ({
  aws_cloudwatch_log_resource_policy: Object.fromEntries(Array.from({ length: count }, (_none, index) => [`Policy${index}`, {}])),
});
const addresses = { aws_eip: Object.fromEntries(Array.from({ length: 6 }, (_none, index) => [`Address${index}`, {}])) };

const documents = documentsOf({
  "dev-us-east-1-service": { ...policies(6), ...addresses },
  "prod-us-east-1-service": policies(6),
});

describe("quotas that AWS does not raise", () => {
  test("are summed over the environments of one account", () => {
    const account = "123456789012";
    const usages = rejectedBy(documents, [
      { name: "dev", account },
      { name: "prod", account },
    ]);
    expect(usages.map(({ limit, where, used }) => [limit, where, used])).toEqual([["logs.resource-policies", "us-east-1", 12]]);
    expect(rejectedText(usages)).toMatchInlineSnapshot(`
     "1 quota of AWS is exceeded, so that AWS would reject a deployment:
       Resource policies of CloudWatch Logs: 12 of 10 in us-east-1
         AWS does not raise this quota: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
       fix: Use fewer of these resources in one place, or divide the environment: its resources count per environment, region or load balancer."
    `);
  });

  test.each([
    ["of different accounts", "123456789012", "210987654321"],
    ["without an account, which can be deployed to any", undefined, undefined],
  ])("are counted separately for environments %s", (_which, dev, prod) => {
    const named = (name: string, account: string | undefined) => ({ name, ...(account !== undefined && { account }) });
    expect(rejectedBy(documents, [named("dev", dev), named("prod", prod)])).toEqual([]);
    expect(rejectedBy(documentsOf({ "dev-us-east-1-service": policies(11) }), [named("dev", dev)])).toHaveLength(1);
  });
});

describe("quotas that AWS raises", () => {
  test("are a warning with the code and the command", () => {
    expect(raisableText(raisable(documents, [{ name: "dev" }])).join("\n")).toMatchInlineSnapshot(`
     "1 quota is exceeded with AWS's default values. Raise them before the deployment, unless the account has higher ones:
       Elastic IP addresses: 6 of 5 in us-east-1
         to raise it: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --desired-value 6 --region us-east-1"
    `);
  });

  test("without an exceeded one, there is no warning", () => {
    expect(raisableText(raisable(documents, [{ name: "prod" }]))).toEqual([]);
  });

  test("are summed over the environments of one account, and counted separately without an account, as all other quotas", () => {
    const half = { aws_eip: Object.fromEntries(Array.from({ length: 3 }, (_none, index) => [`Address${index}`, {}])) };
    const both = documentsOf({ "dev-us-east-1-network": half, "prod-us-east-1-network": half });
    const account = "123456789012";
    const together = raisable(both, [
      { name: "dev", account },
      { name: "prod", account },
    ]);
    expect(together.map(({ limit, used }) => [limit, used])).toEqual([["ec2.elastic-ips", 6]]);
    expect(raisable(both, [{ name: "dev" }, { name: "prod" }])).toEqual([]);
  });
});
