import { foldCase, repeated } from "../../language/collections";
import type { ReceiverSettings } from "../settings/monitoring";
import { withoutKey } from "../../language/errors";
import type { Rule } from "./rule";
import { workloads } from "./rule";

const SEVERITIES = ["page", "ticket"] as const;

/** Rules about who is told. */
export const alertRules: readonly Rule[] = [
  {
    id: "alerts.email-twice",
    *check({ alerts }) {
      // Pages that go where tickets go were not written.
      const written = alerts.page === alerts.ticket ? (["ticket"] as const) : SEVERITIES;
      for (const severity of written) {
        for (const index of repeated(alerts[severity].emails, foldCase)) {
          yield {
            path: ["alerts", severity, "emails", index],
            problem: "is there twice",
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
          problem: "is the integration that pages go to, so that tickets would wake people too",
          received: withoutKey(ticket[service]),
          allowed: "an integration of its own, of low urgency",
          fix: "Make a second integration, or remove it here.",
          reads: [["alerts", "page", service]],
        };
      }
    },
  },
  {
    id: "alerts.nobody-paged",
    warning: true,
    *check(settings) {
      if (!isNobody(settings.alerts.page)) return;
      for (const { path, value } of workloads(settings)) {
        for (const [name, { alarm }] of Object.entries(value.metrics)) {
          if (alarm?.severity !== "page") continue;
          yield {
            path: [...path, "metrics", name, "alarm", "severity"],
            problem: "is a page, and `alerts` names nobody who would hear it",
            received: "page",
            allowed: '"page" where `alerts` has receivers',
            fix: 'Add for example `alerts: { page: { emails: ["on-call@example.com"] } }`.',
            reads: [["alerts"]],
          };
        }
      }
    },
  },
];

function isNobody({ emails, slack, pagerDuty, opsgenie }: ReceiverSettings): boolean {
  return emails.length === 0 && slack === undefined && pagerDuty === undefined && opsgenie === undefined;
}
