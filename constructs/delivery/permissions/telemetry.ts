import { LOG_DELIVERY, LOG_POLICIES } from "./log-delivery";
import { type RightsTable, actionsOf } from "../../core/actions";

const aps = actionsOf("aps");
const grafana = actionsOf("grafana");
const kms = actionsOf("kms");

/** Workspaces of Prometheus and Grafana. */
export const TELEMETRY: RightsTable = {
  aws_prometheus_workspace: {
    read: aps("DescribeWorkspace DescribeLoggingConfiguration ListTagsForResource"),
    write: [
      ...aps("CreateWorkspace UpdateWorkspaceAlias DeleteWorkspace TagResource UntagResource"),
      ...aps("CreateLoggingConfiguration UpdateLoggingConfiguration DeleteLoggingConfiguration"),
      ...LOG_DELIVERY,
      ...LOG_POLICIES,
      ...kms("DescribeKey CreateGrant Decrypt GenerateDataKey"),
    ],
  },
  // Its users come from IAM Identity Center: https://docs.aws.amazon.com/grafana/latest/userguide/AMG-manage-workspaces-users.html
  aws_grafana_workspace: {
    read: grafana("DescribeWorkspace DescribeWorkspaceAuthentication DescribeWorkspaceConfiguration ListTagsForResource"),
    write: [
      ...grafana("CreateWorkspace UpdateWorkspace UpdateWorkspaceAuthentication UpdateWorkspaceConfiguration DeleteWorkspace"),
      ...grafana("TagResource UntagResource"),
      ...actionsOf("sso")("DescribeRegisteredRegions GetSharedSsoConfiguration ListApplicationInstances GetApplicationInstance"),
      ...actionsOf("sso")("CreateManagedApplicationInstance DeleteManagedApplicationInstance"),
      "organizations:DescribeOrganization",
    ],
  },
};
