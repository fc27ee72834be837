import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { placementOf } from "../../core/placement";
import type { DashboardBody } from "./body";
import { assertDashboard } from "./limits";

export interface DashboardProps {
  /** Behind the environment's name: the region, or `global`. Names of dashboards are unique in an account, over all regions. */
  readonly name: string;
  /** From {@link regionDashboard} or {@link globalDashboard}; the second and those behind it have a number in their names. */
  readonly bodies: readonly DashboardBody[];
}

/**
 * Dashboards of CloudWatch, made from plain data.
 *
 * Cost drivers: 3 USD a month for each dashboard; the first three of an account are free while they have 50 metrics at most.
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
 * The JSON of a body. Its strings may hold cdktf's tokens, which have nothing that JSON would escape and become references. What looks like
 * a reference and is none, such as CloudWatch's own `${LAST}` in a label, is escaped for Terraform.
 */
export function bodyJson(body: DashboardBody): string {
  return JSON.stringify(body)
    .replace(/\$(?=\{(?!TfToken\[))/g, "$$$$")
    .replace(/%(?=\{)/g, "%%");
}
