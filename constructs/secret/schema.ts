import { z } from "zod";
import { REGION_VOCABULARY } from "../../aws/regions";
import { SECRET_ARN_FORMS, parseSecretArn } from "../../aws/secret-arns";
import { TEXT_LIMITS } from "../../aws/text-limits";
import { freeText } from "../../language/fields";

/** What a team may write about a secret. */
export const secretSchema = z
  .strictObject({
    description: freeText(TEXT_LIMITS.secretDescription, "The key of the mail provider").optional().describe("What it is for."),
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
        "An existing secret, by region. A JSON key, a staging label or a version id behind the ARN of a secret selects that part, as in `…:secret:stripe-AbCdEf:api_key::`. Left out: Terrace makes one with a random value, for you to replace.",
      ),
  })
  .describe("A value that a container gets as a variable without anyone seeing it.");

/** A secret as it is written. */
export type SecretEntry = z.output<typeof secretSchema>;
