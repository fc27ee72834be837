import { z } from "zod";
import { REGION_VOCABULARY } from "../../aws/regions";
import { SECRET_ARN_FORMS, parseSecretArn } from "../../aws/secret-arns";
import { TEXT_LIMITS } from "../../aws/text-limits";
import { freeText } from "../../language/fields";

/** Fields of a secret. */
export const secretSchema = z
  .strictObject({
    description: freeText(TEXT_LIMITS.secretDescription, "The key of the mail provider")
      .optional()
      .describe("Description of the secret in AWS."),
    arns: z
      .record(
        z.string().meta({ vocabulary: REGION_VOCABULARY }),
        z
          .string()
          .refine((value) => parseSecretArn(value) !== undefined)
          .meta({
            allowed: `the full ARN of a secret or parameter, without wildcards: ${SECRET_ARN_FORMS.secretsmanager.words}; or ${SECRET_ARN_FORMS.ssm.words}`,
            example: "arn:aws:secretsmanager:us-east-1:123456789012:secret:mail-AbCdEf",
          }),
      )
      .optional()
      .meta({ allowed: "full ARNs of secrets or parameters, by region" })
      .describe(
        "ARNs of an existing secret, by region. A JSON key, staging label or version ID after the ARN selects that part, as in `…:secret:stripe-AbCdEf:api_key::`. Default: Terrace creates a secret with a random value, which you replace.",
      ),
  })
  .describe("A secret value that ECS passes to containers as an environment variable.");

/** A secret in the environment file. */
export type SecretEntry = z.output<typeof secretSchema>;
