import type { AlertSettings, ReceiverSettings } from "../settings/monitoring";
import type { Alerts, Receivers } from "../../constructs/watching/model";

export function buildAlerts({ page, ticket, runbooks }: AlertSettings): Alerts {
  return { page: receivers(page), ticket: receivers(ticket), runbooks };
}

function receivers({ emails, slack, pagerDuty, opsgenie }: ReceiverSettings): Receivers {
  return {
    emails: [...emails].sort(),
    ...(slack === undefined ? {} : { slack }),
    ...(pagerDuty === undefined ? {} : { pagerDuty }),
    ...(opsgenie === undefined ? {} : { opsgenie }),
  };
}
