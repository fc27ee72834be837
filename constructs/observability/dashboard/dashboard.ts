import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { placementOf } from "../../core/placement";
import type { DashboardBody } from "./body";
import { assertDashboard } from "./limits";

export interface DashboardProps {
  /** Suffix after the environment: the region, or `global`. Dashboard names are unique in an account across all regions. */
  readonly name: string;
  /** From {@link regionDashboard} or {@link globalDashboard}; the names of the second and later ones end with a number. */
  readonly bodies: readonly DashboardBody[];
}

/**
 * CloudWatch dashboards from plain data.
 *
 * Cost drivers: $3 a month for each dashboard; the first three of an account are free if they have at most 50 metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
 * @see https://aws.amazon.com/cloudwatch/pricing/
 * @example new Dashboard(this, "Dashboard", { name: "us-east-1", bodies: regionDashboard({ … }) });
 */
export class Dashboard extends Construct {
  public readonly names: readonly string[];

  public constructor(scope: Construct, id: string, { name, bodies }: DashboardProps) {
    super(scope, id);
    const { environment } = placementOf(this);
    this.names = bodies.map((_, index) => [environment, name, ...(index === 0 ? [] : [index + 1])].join("-"));
    bodies.forEach((body, index) => this.create(index, body));
  }

  private create(index: number, body: DashboardBody): void {
    const name = this.names[index] ?? "";
    assertDashboard(name, body);
    new CloudwatchDashboard(this, index === 0 ? "Resource" : `Page${index + 1}`, { dashboardName: name, dashboardBody: bodyJson(body) });
  }
}

/**
 * The JSON of a body. Its strings can contain CDKTF tokens, which need no JSON escaping and become references. Other text that looks like a
 * reference, such as CloudWatch's `${LAST}` in a label, is escaped for Terraform.
 */
export function bodyJson(body: DashboardBody): string {
  return JSON.stringify(body)
    .replace(/\$(?=\{(?!TfToken\[))/g, "$$$$")
    .replace(/%(?=\{)/g, "%%");
}
