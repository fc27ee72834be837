import { parseSecretArn } from "../../aws/secret-arns";
import { resolve } from "../../config/resolve";
import { changed } from "../config/base-environment";

const SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/stripe-AbCdEf";
const PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/prod/mail.key";
const VERSION = "9d4cb84b-ad69-40c0-a0ab-cead3EXAMPLE";

const VALID: readonly (readonly [reference: string, arn: string])[] = [
  [SECRET, SECRET],
  [`${SECRET}:api_key::`, SECRET],
  [`${SECRET}:api_key:AWSPREVIOUS:`, SECRET],
  [`${SECRET}:api_key::${VERSION}`, SECRET],
  [`${SECRET}::AWSPREVIOUS:`, SECRET],
  [`${SECRET}:::${VERSION}`, SECRET],
  [
    "arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:a+=.@_b-x-000000",
    "arn:aws:secretsmanager:ap-southeast-2:123456789012:secret:a+=.@_b-x-000000",
  ],
  [PARAMETER, PARAMETER],
];

test.each(VALID)("%s is a reference to %s", (reference, arn) => {
  expect(parseSecretArn(reference)).toMatchObject({ arn, account: "123456789012" });
  expect(resolve(changed({ "secrets.key.arns": { "us-east-1": reference.replace("ap-southeast-2", "us-east-1") } }))).toMatchObject({
    ok: true,
  });
});

test.each(VALID)("%s is rejected with a special character of IAM or Terraform at any position", (reference) => {
  for (const special of ["*", "?", "${", "%{", " ", "\n", "\u0000", '"', ",", "\\"]) {
    for (let at = 0; at <= reference.length; at++) {
      const wrong = `${reference.slice(0, at)}${special}${reference.slice(at)}`;
      expect([wrong, parseSecretArn(wrong)]).toEqual([wrong, undefined]);
    }
  }
});

test.each([
  ["a wildcard instead of the suffix", SECRET.replace("AbCdEf", "??????")],
  ["a wildcard instead of the name", "arn:aws:secretsmanager:us-east-1:123456789012:secret:*-AbCdEf"],
  ["a wildcard instead of the account", SECRET.replace("123456789012", "*")],
  ["a wildcard instead of the region", SECRET.replace("us-east-1", "*")],
  ["no suffix", SECRET.replace("-AbCdEf", "")],
  ["a suffix that is too short", SECRET.replace("AbCdEf", "AbCdE")],
  ["no name", "arn:aws:secretsmanager:us-east-1:123456789012:secret:-AbCdEf"],
  ["an account that is too short", SECRET.replace("123456789012", "12345678901")],
  ["another partition", SECRET.replace("arn:aws:", "arn:aws-cn:")],
  ["a key without its colons", `${SECRET}:api_key`],
  ["a key with one colon", `${SECRET}:api_key:`],
  ["parts that select nothing", `${SECRET}:::`],
  ["a label and a version", `${SECRET}:api_key:AWSCURRENT:${VERSION}`],
  ["a version that is too short", `${SECRET}:api_key::1234`],
  ["one part too many", `${SECRET}:api_key:::`],
  ["a parameter with a key", `${PARAMETER}:api_key::`],
  ["a parameter without a name", "arn:aws:ssm:us-east-1:123456789012:parameter/"],
  ["a parameter of AWS", "arn:aws:ssm:us-east-1::parameter/aws/service/ecs"],
  ["a resource of another type", "arn:aws:ssm:us-east-1:123456789012:document/mail"],
  ["another service", "arn:aws:kms:us-east-1:123456789012:key/mail"],
])("%s is rejected, and the error shows the form", (_, wrong) => {
  expect(parseSecretArn(wrong)).toBeUndefined();
  expect(resolve(changed({ "secrets.key.arns": { "us-east-1": wrong } }))).toMatchObject({
    ok: false,
    errors: [
      {
        path: "secrets.key.arns.us-east-1",
        received: wrong,
        allowed: expect.stringMatching(/without wildcards: arn:aws:secretsmanager:<region>:.*parameter\/<name>$/) as string,
      },
    ],
  });
});
