import { GrafanaWorkspace as AwsGrafanaWorkspace } from "@cdktf/provider-aws/lib/grafana-workspace";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { accountIdOf } from "../../core/account";
import { nameIn, placementOf, statefulLifecycle } from "../../core/placement";
import { policyDocument, serviceTrust } from "../../core/policy";
import { acceptFindings, wildcardExceptions } from "../../core/accepted-findings";
import { roleBoundary } from "../../core/role-boundary";
import { grafanaStatements } from "./grafana-statements";

export interface GrafanaWorkspaceProps {
  /** All regions of the environment, whose data it reads. */
  readonly regions: readonly string[];
  /** Whether they have Prometheus workspaces. */
  readonly prometheus: boolean;
}

/** The newest version in the provider's documentation; AWS has newer ones. It can be upgraded, but never downgraded. */
const VERSION = "10.4";

/**
 * A workspace of Amazon Managed Grafana: metrics, logs and traces of all regions, with sign-in through the account's IAM Identity Center.
 *
 * Terrace manages its role (`CUSTOMER_MANAGED`): with `SERVICE_MANAGED`, Grafana's console writes policies for whole services of the
 * account, outside of Terraform. Before anyone can sign in, a person or group must be assigned in its console, and the first administrator
 * adds a data source for each region: AWS's workspace API supports neither. Administrators can install plugins, because the X-Ray plugin is
 * not preinstalled.
 *
 * Its page is on the internet, but requires sign-in. Manually created dashboards exist only in it, so it is protected like other stateful
 * resources.
 *
 * Cost drivers: $9 a month for each editor, $5 for each viewer, in months in which they sign in; at least one editor.
 *
 * @see https://docs.aws.amazon.com/grafana/latest/userguide/AMG-manage-permissions.html
 * @see https://docs.aws.amazon.com/grafana/latest/userguide/authentication-in-AMG-SSO.html
 * @see https://docs.aws.amazon.com/grafana/latest/userguide/x-ray-data-source.html
 * @see https://docs.aws.amazon.com/grafana/latest/userguide/AMG-workspace-version-update.html
 */
export class GrafanaWorkspace extends Construct {
  /** Host name of the workspace. */
  public readonly endpoint: string;

  public constructor(scope: Construct, id: string, props: GrafanaWorkspaceProps) {
    super(scope, id);
    this.endpoint = new AwsGrafanaWorkspace(this, "Resource", {
      name: nameIn(this, "grafanaWorkspace"),
      description: `Metrics, logs and traces of ${placementOf(this).environment}`,
      accountAccessType: "CURRENT_ACCOUNT",
      authenticationProviders: ["AWS_SSO"],
      permissionType: "CUSTOMER_MANAGED",
      roleArn: this.createRole(props),
      grafanaVersion: VERSION,
      // Later versions support only unified alerting.
      configuration: JSON.stringify({ plugins: { pluginAdminEnabled: true }, unifiedAlerting: { enabled: true } }),
      lifecycle: statefulLifecycle(this),
    }).endpoint;
  }

  private createRole({ regions, prometheus }: GrafanaWorkspaceProps): string {
    const { environment } = placementOf(this);
    const accountId = accountIdOf(this);
    const role = new IamRole(this, "Role", {
      name: nameIn(this, "role", "grafana"),
      assumeRolePolicy: serviceTrust("grafana.amazonaws.com", accountId),
      ...roleBoundary(this),
    });
    const statements = grafanaStatements({ environment, accountId, regions, prometheus });
    const policy = new IamRolePolicy(this, "Policy", { name: "read", role: role.name, policy: policyDocument(statements) });
    const choice = "Read-only. Alarms and trace groups could be restricted, but then lists would be empty.";
    acceptFindings(policy, { ...wildcardExceptions(statements), CKV_AWS_356: choice });
    return role.arn;
  }
}
