import { z } from "zod";
import { observabilityLevel } from "../../constructs/watching/level-schema";
import { text } from "../../language/fields";

/** Schema of notification targets, the level of monitoring, access log search, Prometheus and Grafana. */

const slack = z
  .strictObject({
    // Letters and digits (https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html).
    workspace: text(
      /^T[A-Z0-9]{8,20}$/,
      "the ID of a Slack workspace: T followed by 8 to 20 uppercase letters and digits",
      "T0123456789",
    ).describe(
      "ID of the workspace. It must be authorized once, manually, in the console of AWS Chatbot (Amazon Q Developer in chat applications).",
    ),
    channel: text(
      /^[CG][A-Z0-9]{8,20}$/,
      "the ID of a Slack channel: C followed by 8 to 20 uppercase letters and digits",
      "C0123456789",
    ).describe("ID of the channel, at the end of its link. If the channel is private, invite the app to it."),
  })
  .describe("A Slack channel, through AWS Chatbot.");

/**
 * The key in these URLs cannot be stored elsewhere: SNS requires a plain URL as the endpoint and shows it to anyone who can read the subscription
 * (https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html,
 * https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html), and the provider stores it in the state, even if it is read
 * from Secrets Manager. So the description of the field states the risk.
 */
const KEY =
  "The URL contains an integration key in plain text: SNS shows it, the Terraform state contains it, and Git contains it if it is in this file. Anyone with the key can open and close incidents. Use a separate integration for each environment and severity. If more people can read the repository than the state, import the URL from a file that Git ignores. Replace a leaked key.";

// PagerDuty's service region is in its host name: https://support.pagerduty.com/main/docs/service-regions.
const pagerDuty = text(
  /^https:\/\/events(\.eu)?\.pagerduty\.com\/(integration\/[A-Za-z0-9]{20,64}\/enqueue|x-ere\/[A-Za-z0-9]{20,64})$/,
  "the Integration URL of PagerDuty's Amazon CloudWatch integration, https://events.pagerduty.com/integration/<key>/enqueue (or events.eu.pagerduty.com)",
  "https://events.pagerduty.com/integration/00000000000000000000000000000000/enqueue",
);

// Opsgenie ends in April 2027. Jira Service Management accepts the same messages at a host of Atlassian.
const opsgenie = text(
  /^https:\/\/(api(\.eu)?\.opsgenie\.com\/v1|api\.atlassian\.com\/jsm\/ops\/integration\/v1)\/json\/(cloudwatch|amazonsns)\?apiKey=[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
  "the URL of Opsgenie's Amazon CloudWatch integration, https://api.opsgenie.com/v1/json/cloudwatch?apiKey=<key> (or api.eu.opsgenie.com, or api.atlassian.com/jsm/ops/integration)",
  "https://api.opsgenie.com/v1/json/cloudwatch?apiKey=00000000-0000-0000-0000-000000000000",
);

const receivers = z
  .strictObject({
    emails: z
      .array(
        text(
          /^(?=.{3,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/,
          "an email address",
          "on-call@example.com",
        ),
      )
      .default([])
      .describe("Email addresses. AWS sends each address a confirmation link per region, and no notifications before it is confirmed."),
    slack: slack.optional().describe("A Slack channel. Default: none."),
    pagerDuty: pagerDuty
      .optional()
      .meta({ secret: true })
      .describe(`PagerDuty, through its Amazon CloudWatch integration. Default: none. ${KEY}`),
    opsgenie: opsgenie
      .optional()
      .meta({ secret: true })
      .describe(`Opsgenie or Jira Service Management, through the Amazon CloudWatch integration. Default: none. ${KEY}`),
  })
  .meta({ title: "Receivers" })
  .describe("Notification targets.");

export const alerts = z
  .strictObject({
    page: receivers
      .optional()
      .describe(
        "Targets of pages: problems that users notice now or within hours. Default: the targets of `ticket`, so that no page is lost.",
      ),
    ticket: receivers.optional().describe("Targets of tickets: problems that can wait until the next working day. Default: none."),
    runbooks: text(
      /^(?=.{1,200}$)(https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?\/)?[\w.~%-]+(\/[\w.~%-]+)*$/,
      'the https URL or the path of a folder, without a "/" at the end, at most 200 characters long',
      "https://github.com/acme/platform/blob/main/docs/runbooks",
    )
      .default("docs/runbooks")
      .describe("Folder of the runbooks. Every alarm description links to its runbook; a URL can be opened on a phone."),
  })
  .describe("Notification targets for alarms.");

export const observability = z
  .strictObject({
    level: observabilityLevel
      .meta({ stage: "observability.level" })
      .describe(
        "Number of alarms, and billed metrics. `basic`: whether workloads work and whether data is lost, about four alarms and one page for each service. `standard`: also the usual causes, at most twelve alarms and one page for each service. `full`: all alarms, with all windows of the error budgets. A higher level has all alarms of a lower one. Services and workers can have their own level.",
      ),
    // CloudFront, ALBs and NLBs can deliver to CloudWatch Logs in addition to S3, ALBs since July 2026
    // (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html).
    accessLogs: z
      .enum(["athena", "logs-insights", "none"])
      .optional()
      .meta({ stage: "observability.accessLogs" })
      .describe(
        "Search of the access logs of CloudFront and the load balancers. S3 always stores the logs for `logRetention`. `athena`: SQL queries, billed by scanned data; logs arrive minutes after the requests (CloudFront: up to an hour). `logs-insights`: also delivers the logs to CloudWatch Logs, billed by ingested data; logs arrive sooner. `none`: no search. An NLB logs only TLS listeners.",
      ),
    prometheus: z
      .boolean()
      .optional()
      .meta({ stage: "observability.prometheus" })
      .describe(
        "A workspace of Amazon Managed Service for Prometheus in each region, and a collector sidecar in each task that writes to it. Billed by sample.",
      ),
    grafana: z
      .boolean()
      .optional()
      .meta({ stage: "observability.grafana" })
      .describe(
        "A workspace of Amazon Managed Grafana in the home region that reads the metrics of all regions. Requires IAM Identity Center in the account. Billed by user.",
      ),
  })
  .describe("Level of monitoring, access log search, Prometheus and Grafana.");
