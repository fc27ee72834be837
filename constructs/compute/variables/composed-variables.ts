import { createHash } from "node:crypto";
import { DataAwsSecretsmanagerSecretVersions } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-versions";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Fn, TerraformStack, Token, ref } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../../core/account";
import { Ephemeral } from "../../core/ephemeral";
import { placementOf } from "../../core/placement";
import type { PolicyStatement } from "../../core/policy";
import type { WorkloadKind } from "../workloads";
import type { SecretPiece } from "./resolve";
import type { Template } from "./template";

export interface ComposedVariablesProps {
  readonly kind: WorkloadKind;
  /** Name of the workload. */
  readonly workload: string;
  /** Values by variable. */
  readonly values: Readonly<Record<string, Template<SecretPiece>>>;
  /** KMS key of the parameters. */
  readonly key: { readonly arn: string };
}

/** The name of a parameter. A hierarchy, so that permissions cover the parameters of one environment. */
export function parameterName(environment: string, kind: WorkloadKind, workload: string, variable: string): string {
  return `/${environment}/${kind}/${workload}/${variable}`;
}

/** Hexadecimal digits of a value's version. */
const VERSION_DIGITS = 7;

/**
 * Variables whose values contain secrets, for example a URL with a password. Terraform reads the secrets into ephemeral values and writes each
 * whole value to a SecureString parameter through a write-only argument: no task definition, plan or state contains it. ECS reads the
 * parameter when a task starts.
 *
 * The version of a value is a hash of everything else: the template, its values without secrets, the KMS key, and the IDs of the current
 * versions of its secrets. So a new password, a promotion or another template writes the parameter again, and a label with the version
 * starts a deployment. ECS cannot reference a version of a parameter (containers-roadmap#859); without the label, no task would be replaced.
 * Every argument of the parameter is part of the hash, because the provider writes an empty value if another argument changes alone.
 *
 * Cost drivers: none. Standard parameters are free, except for calls of the KMS key beyond the free 20,000.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 */
export class ComposedVariables extends Construct {
  /** ARN of each parameter, by variable. */
  public readonly secrets: Readonly<Record<string, string>>;
  /** Permissions of the execution role to read the parameters. */
  public readonly executionStatements: readonly PolicyStatement[];
  /** The version of each value, by variable. */
  public readonly versions: Readonly<Record<string, string>>;
  private readonly sources = new Map<string, Source>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ComposedVariablesProps,
  ) {
    super(scope, id);
    const parameters = Object.entries(props.values).map(([variable, value]) => [variable, this.write(variable, value)] as const);
    this.secrets = Object.fromEntries(parameters.map(([variable, { arn }]) => [variable, arn]));
    this.versions = Object.fromEntries(parameters.map(([variable, { valueWoVersion }]) => [variable, Token.asString(valueWoVersion)]));
    this.executionStatements = this.readStatements(parameters.map(([variable]) => variable));
  }

  private write(variable: string, value: Template<SecretPiece>): SsmParameter {
    const { kind, workload, key } = this.props;
    return new SsmParameter(this, `Parameter-${variable}`, {
      name: parameterName(placementOf(this).environment, kind, workload, variable),
      type: "SecureString",
      tier: "Standard",
      keyId: key.arn,
      valueWo: value.map((piece) => (typeof piece === "string" ? piece : this.read(piece))).join(""),
      valueWoVersion: this.versionOf(value),
      // A parameter is deleted after no task definition references it.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private read({ source, secretArn, key, encoded }: SecretPiece): string {
    const value = this.sourceOf(source, secretArn).value(key);
    // `urlencode` writes a space as `+`, which only the query of a URL decodes.
    return encoded ? Fn.replace(Fn.urlencode(value), "+", "%20") : value;
  }

  private versionOf(value: Template<SecretPiece>): number {
    const shape = value.map((piece) =>
      typeof piece === "string" ? (Token.isUnresolved(piece) ? "" : piece) : { ...piece, secretArn: "" },
    );
    const hash = createHash("sha256").update(JSON.stringify(shape)).digest("hex");
    const tokens = value.filter((piece) => typeof piece === "string" && Token.isUnresolved(piece)) as string[];
    const versions = value.flatMap((piece) => (typeof piece === "string" ? [] : [this.sourceOf(piece.source, piece.secretArn).version]));
    const digest = Fn.sha256(Fn.join("\n", [hash, this.props.key.arn, ...tokens, ...new Set(versions)]));
    // Not from a leading zero on, so that a version is never 0, which means none.
    return Token.asNumber(Fn.parseint(Fn.join("", ["1", Token.asString(Fn.substr(digest, 0, VERSION_DIGITS))]), 16));
  }

  /** One read of each secret. */
  private sourceOf(name: string, secretArn: string): Source {
    const known = this.sources.get(name) ?? new Source(this, `Secret-${name}`, secretArn);
    this.sources.set(name, known);
    return known;
  }

  private readStatements(variables: readonly string[]): readonly PolicyStatement[] {
    const { environment, region } = placementOf(this);
    const { kind, workload, key } = this.props;
    const arns = variables.map(
      (variable) => `arn:aws:ssm:${region}:${accountIdOf(this)}:parameter${parameterName(environment, kind, workload, variable)}`,
    );
    return [
      { actions: ["ssm:GetParameters"], resources: arns },
      {
        actions: ["kms:Decrypt"],
        resources: [key.arn],
        conditions: { StringEquals: { "kms:ViaService": `ssm.${region}.amazonaws.com`, "kms:EncryptionContext:PARAMETER_ARN": arns } },
      },
    ];
  }
}

/** A secret that is read for composed values: its current version, not the one that Terraform wrote, because people can rotate it. */
class Source extends Construct {
  /** ID of the current version. */
  public readonly version: string;
  private readonly current: string;

  public constructor(scope: Construct, id: string, secretArn: string) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    const secret = new Ephemeral(this, "Current", "aws_secretsmanager_secret_version", { secret_id: secretArn });
    this.current = Token.asString(ref(secret.expression("secret_string"), stack));
    const { fqn } = new DataAwsSecretsmanagerSecretVersions(this, "Versions", { secretId: secretArn });
    const versions = `[for version in ${fqn}.versions : version.version_id if contains(version.version_stages, "AWSCURRENT")]`;
    this.version = Token.asString(ref(`join(",", ${versions})`, stack));
  }

  /** A key of the JSON object. */
  public value(key: string): string {
    return Token.asString(Fn.lookup(Fn.jsondecode(this.current), key));
  }
}
