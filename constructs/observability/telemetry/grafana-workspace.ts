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
  /** All regions of the environment, which it reads. */
  readonly regions: readonly string[];
  /** Whether there are workspaces of Prometheus in them. */
  readonly prometheus: boolean;
}

/** The newest that the provider's documentation names; AWS has newer ones. It can be raised, and never lowered. */
const VERSION = "10.4";

/**
 * A workspace of Amazon Managed Grafana: metrics, logs and traces of all regions, behind the account's IAM Identity Center.
 *
 * Its role is ours (`CUSTOMER_MANAGED`): with `SERVICE_MANAGED` Grafana writes policies itself, in the console alone, for whole services of
 * the account, and Terraform knows nothing of them. Nobody can sign in until a person or group is assigned to it in its console, and the
 * first administrator adds its sources there, one for each region: neither is in AWS's API for workspaces. Administrators may install
 * plugins, since that of X-Ray is not there from the start.
 *
 * Its page is on the internet, and shows nothing to who has not signed in. Dashboards that people draw are in it alone: it is protected
 * like other data.
 *
 * Cost drivers: 9 USD a month for each person who edits, 5 USD for each who looks, in a month in which they sign in; one editor at least.
 *
 * @see https://docs.aws.amazon.com/grafana/latest/userguide/AMG-manage-permissions.html
 * @see https://docs.aws.amazon.com/grafana/latest/userguide/authentication-in-AMG-SSO.html
 * @see https://docs.aws.amazon.com/grafana/latest/userguide/x-ray-data-source.html
 * @see https://docs.aws.amazon.com/grafana/latest/userguide/AMG-workspace-version-update.html
 */
export class GrafanaWorkspace extends Construct {
  /** The host name of its page. */
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
      // Later versions have no other alerting than the unified one.
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
    const choice = "It only reads. Alarms and groups of traces could be named, but then no list has any to choose from.";
    acceptFindings(policy, { ...wildcardExceptions(statements), CKV_AWS_356: choice });
    return role.arn;
  }
}
