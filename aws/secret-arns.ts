/**
 * References to existing secrets in an ECS container definition: the full ARN of a secret, optionally followed by the part to read, or the ARN of
 * a parameter. `*`, `?` and `$` are not allowed anywhere, so that a permission on an ARN never covers other secrets.
 */

type SecretService = "secretsmanager" | "ssm";

interface Form {
  readonly pattern: RegExp;
  /** Description of the form. */
  readonly words: string;
  /** The IAM action that reads the resource. */
  readonly action: string;
}

const PARTITION = "arn:aws";
const PLACE = String.raw`(?<region>[a-z]{2}(?:-[a-z]+)+-\d):(?<account>\d{12})`;
/** Keys of a JSON object, staging labels and version IDs. */
const PART = String.raw`[\w.@/+=-]`;

/**
 * The form of each service's ARNs.
 *
 * Sources: names of secrets (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html); their suffix of six
 * characters (https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen); the suffixes that ECS accepts after
 * the ARN of a secret, in which a staging label and a version ID exclude each other
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html); names of parameters
 * (https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html); the resources of both in IAM
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html).
 */
export const SECRET_ARN_FORMS: Readonly<Record<SecretService, Form>> = {
  secretsmanager: {
    pattern: new RegExp(
      String.raw`^(?<arn>${PARTITION}:secretsmanager:${PLACE}:secret:[\w/+=.@-]{1,512}-[A-Za-z0-9]{6})` +
        String.raw`(?::(?!::$)(?:${PART}{1,255})?:(?:${PART}{1,256}:|:[A-Za-z0-9-]{32,64}|:))?$`,
    ),
    words:
      "arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 characters>, optionally followed by :<JSON key>:<staging label>: or :<JSON key>::<version ID>",
    action: "secretsmanager:GetSecretValue",
  },
  ssm: {
    pattern: new RegExp(String.raw`^(?=.{1,1011}$)(?<arn>${PARTITION}:ssm:${PLACE}:parameter(?:\/[\w.-]+){1,15})$`),
    words: "arn:aws:ssm:<region>:<account>:parameter/<name>",
    action: "ssm:GetParameters",
  },
};

/** An existing secret or parameter. */
export interface SecretReference {
  readonly service: SecretService;
  /** ARN of the resource, without the part to read. */
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly action: string;
}

/** Parses a reference to a secret; undefined if it matches no form. */
export function parseSecretArn(reference: string): SecretReference | undefined {
  for (const service of ["secretsmanager", "ssm"] as const) {
    const { pattern, action } = SECRET_ARN_FORMS[service];
    const { arn, region, account } = pattern.exec(reference)?.groups ?? {};
    if (arn !== undefined && region !== undefined && account !== undefined) return { service, arn, region, account, action };
  }
  return undefined;
}
