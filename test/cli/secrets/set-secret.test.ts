import { ListSecretsCommand, PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { findSecret, isSecretOf, putSecret, secretValue } from "../../../cli/secrets/set-secret";

const SUFFIX = "20261130184013123400000001";

test.each([
  [`prod-secret-mail-${SUFFIX}`, "mail", true],
  [`prod-secret-mail-key-${SUFFIX}`, "mail", false],
  [`prod-secret-mail-key-${SUFFIX}`, "mail-key", true],
  [`staging-secret-mail-${SUFFIX}`, "mail", false],
  ["prod-secret-mail-manual", "mail", false],
])("%s is the secret %s of prod: %p", (name, secret, expected) => {
  expect(isSecretOf(name, "prod", secret)).toBe(expected);
});

function clientOf(pages: readonly { Name: string; ARN: string }[][], sent: object[] = []): SecretsManagerClient {
  const client = new SecretsManagerClient({ region: "us-east-1" });
  client.send = ((command: ListSecretsCommand | PutSecretValueCommand) => {
    sent.push(command.input);
    if (command instanceof PutSecretValueCommand) return Promise.resolve({});
    const page = Number((command.input as { NextToken?: string }).NextToken ?? 0);
    return Promise.resolve({ SecretList: pages[page], ...(page + 1 < pages.length && { NextToken: String(page + 1) }) });
  }) as typeof client.send;
  return client;
}

test("finds the secret on any page, and writes the value", async () => {
  const sent: object[] = [];
  const pages = [[{ Name: `prod-secret-mail-key-${SUFFIX}`, ARN: "arn:key" }], [{ Name: `prod-secret-mail-${SUFFIX}`, ARN: "arn:mail" }]];
  const client = clientOf(pages, sent);
  await putSecret(client, await findSecret(client, "prod", "mail", "us-east-1"), "value");
  expect(sent[0]).toEqual({ Filters: [{ Key: "name", Values: ["prod-secret-mail-"] }], NextToken: undefined });
  expect(sent.at(-1)).toEqual({ SecretId: "arn:mail", SecretString: "value" });
});

test("a secret that was not deployed is reported with its fix", async () => {
  await expect(findSecret(clientOf([[]]), "prod", "mail", "us-east-1")).rejects.toThrow(
    /does not exist in us-east-1\.[^]*fix {7}Deploy it first/,
  );
});

test.each([
  ["value\n", "value"],
  ["value\r\n", "value"],
  ["two\nlines\n", "two\nlines"],
  [" padded ", " padded "],
])("of the input %j the value is %j", (input, value) => {
  expect(secretValue(input)).toBe(value);
});

test.each(["", "\n", "  \n\n"])("rejects an empty value: %j", (input) => {
  expect(() => secretValue(input)).toThrow(/its value is empty\.\n {2}received .*\n {2}allowed .*\n {2}fix /);
});
