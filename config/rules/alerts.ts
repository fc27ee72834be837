import { foldCase, repeated } from "../../language/collections";
import type { ReceiverSettings } from "../settings/monitoring";
import { withoutKey } from "../../language/errors";
import type { Rule } from "./rule";
import { workloads } from "./rule";

const SEVERITIES = ["page", "ticket"] as const;

/** Rules about notification targets. */
export const alertRules: readonly Rule[] = [
  {
    id: "alerts.email-twice",
    *check({ alerts }) {
      // By default, `page` has the value of `ticket`, which is checked once.
      const written = alerts.page === alerts.ticket ? (["ticket"] as const) : SEVERITIES;
      for (const severity of written) {
        for (const index of repeated(alerts[severity].emails, foldCase)) {
          yield {
            path: ["alerts", severity, "emails", index],
            problem: "is a duplicate",
            received: alerts[severity].emails[index],
            allowed: "each address once",
            fix: "Remove it.",
          };
        }
      }
    },
  },
  {
    id: "alerts.same-integration",
    *check({ alerts: { page, ticket } }) {
      if (page === ticket) return;
      for (const service of ["pagerDuty", "opsgenie"] as const) {
        if (ticket[service] === undefined || ticket[service] !== page[service]) continue;
        yield {
          path: ["alerts", "ticket", service],
          problem: "is also the integration of `page`, so that tickets would page people",
          received: withoutKey(ticket[service]),
          allowed: "a separate integration with low urgency",
          fix: "Create a second integration, or remove it here.",
          reads: [["alerts", "page", service]],
        };
      }
    },
  },
  {
    id: "alerts.nobody-paged",
    warning: true,
    *check(settings) {
      if (hasTarget(settings.alerts.page)) return;
      for (const { path, value } of workloads(settings)) {
        for (const [name, { alarm }] of Object.entries(value.metrics)) {
          if (alarm?.severity !== "page") continue;
          yield {
            path: [...path, "metrics", name, "alarm", "severity"],
            problem: "is page, but `alerts` has no target for pages",
            received: "page",
            allowed: '"page" if `alerts` has a target for pages',
            fix: 'Add targets. For example: `alerts: { page: { emails: ["on-call@example.com"] } }`.',
            reads: [["alerts"]],
          };
        }
      }
    },
  },
];

function hasTarget({ emails, slack, pagerDuty, opsgenie }: ReceiverSettings): boolean {
  return emails.length > 0 || slack !== undefined || pagerDuty !== undefined || opsgenie !== undefined;
}
