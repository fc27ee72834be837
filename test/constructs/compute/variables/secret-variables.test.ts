import { parseSecretPart, secretVariables } from "../../../../constructs/compute/variables/secret-parts";
import { withSecretVariables } from "../../../../constructs/compute/variables/secret-variables";
import { NOTHING } from "../fixtures";

const ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:stripe-AbCdEf";
const stripe = { ...NOTHING, name: "stripe", secrets: { STRIPE_SECRET: ARN } };
const main = { ...NOTHING, name: "main", secrets: { MAIN_DB_USERNAME: `${ARN}:username::`, MAIN_DB_PASSWORD: `${ARN}:password::` } };

describe("parseSecretPart", () => {
  test.each([
    ["smtp", { secret: "smtp" }],
    ["stripe.api_key", { secret: "stripe", key: "api_key" }],
    ["stripe.live.key", { secret: "stripe", key: "live.key" }],
  ])("parses %s", (value, part) => {
    expect(parseSecretPart(value)).toEqual(part);
  });
});

describe("withSecretVariables", () => {
  test("gives a secret its own variables instead of the default one", () => {
    const variables = secretVariables({ STRIPE_KEY: "stripe.api_key", STRIPE_ALL: "stripe" });
    expect(withSecretVariables([main, stripe], variables)).toEqual([
      main,
      { ...stripe, secrets: { STRIPE_ALL: ARN, STRIPE_KEY: `${ARN}:api_key::` } },
    ]);
  });

  test("changes no binding without variables of its own", () => {
    expect(withSecretVariables([main, stripe], [])).toEqual([main, stripe]);
  });

  test("rejects a secret that is not bound, and a resource that is not a secret", () => {
    expect(() => withSecretVariables([main], secretVariables({ KEY: "stripe" }))).toThrow('variable KEY has the secret "stripe"');
    expect(() => withSecretVariables([main], secretVariables({ KEY: "main.password" }))).toThrow('"main" is not a secret');
  });
});
