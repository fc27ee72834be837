import { Problem } from "../problem";

/** A failure of the connection to AWS, which is not a failure of the resources: its texts, and the fix. */
interface Failure {
  /** Names and codes of errors of the SDK and of Node, and the texts that Terraform prints. */
  readonly pattern: RegExp;
  readonly problem: string;
  readonly fix: readonly string[];
  /** Terraform's own error is more exact: it names the action and the resource. */
  readonly onlySdk?: true;
}

const SIGN_IN = [
  "AWS IAM Identity Center: aws sso login, with AWS_PROFILE set to its profile",
  "a profile: export AWS_PROFILE=<name>, from ~/.aws/config",
  "keys: export AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… AWS_SESSION_TOKEN=…",
];

const FAILURES: readonly Failure[] = [
  {
    pattern:
      /ExpiredToken|TokenRefreshRequired|RequestExpired|token (included in the request )?(is|has) expired|session (associated with this profile )?has expired/i,
    problem: "The AWS credentials have expired.",
    fix: ["sign in again:", ...SIGN_IN],
  },
  {
    pattern:
      /CredentialsProviderError|TokenProviderError|No valid credential sources? found|Could not load credentials|no EC2 IMDS role found/i,
    problem: "There are no AWS credentials.",
    fix: [...SIGN_IN, "without an account: npx --no-install terrace dev deploys to a local AWS"],
  },
  {
    pattern:
      /UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure|InvalidToken\b|security token included in the request is invalid/i,
    problem: "AWS does not accept the credentials: the access key does not exist, was deleted, or belongs to another partition.",
    fix: ["check which credentials are used: aws sts get-caller-identity", ...SIGN_IN],
  },
  {
    pattern: /RequestTimeTooSkewed|Signature expired|Signature not yet current/i,
    problem: "AWS rejects the requests because the clock of this machine is wrong.",
    fix: ["set the clock, for example with: timedatectl set-ntp true"],
  },
  {
    pattern: /AccountIDNotAllowed|AWS account ID not allowed/i,
    problem: "These are credentials of another AWS account than the one in the environment.",
    fix: [
      "use credentials of that account, or change `account` in the environment",
      "check which account is used: aws sts get-caller-identity",
    ],
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|TimeoutError|NetworkingError|no such host|connection refused|i\/o timeout|network is unreachable/i,
    problem: "AWS cannot be reached from this machine.",
    fix: [
      "check the network connection, the VPN, and the variables HTTPS_PROXY and NO_PROXY",
      "if AWS_ENDPOINT_URL points to a local AWS: it may have stopped; unset the variable, or start it again with npx --no-install terrace dev",
    ],
  },
  {
    pattern: /\bAccessDenied(Exception)?\b|UnauthorizedOperation|\bForbidden\b|AccessDeniedException|not authorized to perform/i,
    problem: "The AWS credentials do not have the permission for this.",
    onlySdk: true,
    fix: [
      "check which account and role are used: aws sts get-caller-identity",
      "use credentials of the environment's account, with its plan or deploy role",
    ],
  },
];

interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly Code?: string;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The problem if an error of the AWS SDK is about credentials or the connection; undefined for all other errors. */
export function awsProblem(error: unknown, profile = process.env.AWS_PROFILE ?? ""): Problem | undefined {
  if (error instanceof Problem || !(error instanceof Error)) return undefined;
  const { name, message, code, Code, cause, $metadata } = error as SdkError;
  // HEAD requests have no body: their errors are named by their status alone.
  const status = $metadata?.httpStatusCode === 403 ? "Forbidden" : "";
  const text = [name, code, Code, status].filter(Boolean).join(" ");
  // The provider of credentials has one name for missing and for expired credentials.
  const expired = /^(Credentials|Token)ProviderError$/.test(name ?? "") ? failureIn(message ?? "") : undefined;
  const failure =
    expired ?? failureIn(text) ?? ($metadata || name === "Error" || name === "TypeError" ? failureIn(message ?? "") : undefined);
  if (failure) return new Problem(failureText(failure, `${name}: ${message}`, profile));
  return cause instanceof Error ? awsProblem(cause, profile) : undefined;
}

/** The fix of an error that Terraform prints; empty for errors of other kinds. */
export function terraformHint(errors: string): string {
  const failure = FAILURES.find(({ pattern, onlySdk }) => !onlySdk && pattern.test(errors));
  return failure ? `${failure.problem}\n${fixLines(failure)}` : "";
}

/** Errors that Terraform printed, and their fix. */
export function withHint(errors: string): string {
  const hint = terraformHint(errors);
  return hint === "" ? errors : `${errors}\n\n${hint}`;
}

function failureIn(text: string): Failure | undefined {
  return FAILURES.find(({ pattern }) => pattern.test(text));
}

function failureText(failure: Failure, received: string, profile: string): string {
  const used = profile === "" ? [] : [`  profile: ${profile}, from AWS_PROFILE`];
  return [failure.problem, `  received: ${received}`, ...used, fixLines(failure)].join("\n");
}

function fixLines({ fix: [first = "", ...rest] }: Failure): string {
  return [`  fix: ${first}`, ...rest.map((line) => `       ${line}`)].join("\n");
}
