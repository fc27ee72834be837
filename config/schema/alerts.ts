import { z } from "zod";
import { text } from "../../language/fields";

/** What a team may write about who is told when something is wrong, and about what logs and figures are kept for looking. */

const slack = z
  .strictObject({
    // AWS: letters and digits (https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html).
    workspace: text(/^T[A-Z0-9]{8,20}$/, "the id of a Slack workspace: T and 8 to 20 capitals and digits", "T0123456789").describe(
      "The workspace's id. It must have been authorized once, by hand, in the console of AWS Chatbot (Amazon Q Developer in chat applications).",
    ),
    channel: text(/^[CG][A-Z0-9]{8,20}$/, "the id of a Slack channel: C and 8 to 20 capitals and digits", "C0123456789").describe(
      "The channel's id, at the end of its link. Into a private channel the app must be invited.",
    ),
  })
  .describe("A Slack channel, by AWS Chatbot.");

/**
 * The key in these URLs cannot be kept elsewhere: SNS takes an endpoint as a plain URL and shows it to whoever may read the subscription
 * (https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html,
 * https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html), and the provider keeps it in the state, whether it was
 * written here or read from Secrets Manager. So the field says what the key can do, and what to do with it.
 */
const KEY =
  "The URL holds an integration key, which SNS shows in clear: it is in the Terraform state, and in Git if it is written here. Whoever has it can open and close incidents in its name. So give every environment and severity an integration of its own, import the URL from a file that Git ignores where more people read the repository than the state, and renew a key that leaked.";

// PagerDuty's service region is in its host name: https://support.pagerduty.com/main/docs/service-regions.
const pagerDuty = text(
  /^https:\/\/events(\.eu)?\.pagerduty\.com\/(integration\/[A-Za-z0-9]{20,64}\/enqueue|x-ere\/[A-Za-z0-9]{20,64})$/,
  "the Integration URL of PagerDuty's Amazon CloudWatch integration, https://events.pagerduty.com/integration/<key>/enqueue (or events.eu.pagerduty.com)",
  "https://events.pagerduty.com/integration/00000000000000000000000000000000/enqueue",
);

// Opsgenie ends in April 2027; Jira Service Management takes the same messages at a host of Atlassian's.
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
          "an e-mail address",
          "on-call@example.com",
        ),
      )
      .default([])
      .describe("E-mail addresses. AWS sends each a link for every region, and nothing else until it was followed."),
    slack: slack.optional().describe("A Slack channel. Left out: none."),
    pagerDuty: pagerDuty
      .optional()
      .meta({ secret: true })
      .describe(`PagerDuty, by its Amazon CloudWatch integration. Left out: none. ${KEY}`),
    opsgenie: opsgenie
      .optional()
      .meta({ secret: true })
      .describe(`Opsgenie or Jira Service Management, by the Amazon CloudWatch integration. Left out: none. ${KEY}`),
  })
  .meta({ title: "Receivers" })
  .describe("Who is told.");

export const alerts = z
  .strictObject({
    page: receivers
      .optional()
      .describe("Who is woken by what users notice now, or will within hours. Left out: those of `ticket`, so that no page goes nowhere."),
    ticket: receivers.optional().describe("Who looks, on the next working day, at what can wait. Left out: nobody."),
    runbooks: text(
      /^(?=.{1,200}$)(https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?\/)?[\w.~%-]+(\/[\w.~%-]+)*$/,
      'the https URL of a folder, or its path, without a "/" at the end, of at most 200 characters',
      "https://github.com/acme/platform/blob/main/docs/runbooks",
    )
      .default("docs/runbooks")
      .describe("The folder of the runbooks, which every text of an alarm links to. A URL can be followed from a telephone."),
  })
  .describe("Who is told when something is wrong.");

export const observability = z
  .strictObject({
    // CloudFront, ALBs and NLBs all deliver to CloudWatch Logs besides S3, ALBs since July 2026
    // (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html).
    accessLogs: z
      .enum(["athena", "logs-insights", "none"])
      .optional()
      .meta({ stage: "observability.accessLogs" })
      .describe(
        "How the access logs of CloudFront and the load balancers are searched. They are always kept in S3, as long as other logs. `athena`: with SQL, paid by what a query reads, minutes after the requests (CloudFront: up to an hour). `logs-insights`: they go to CloudWatch Logs, too, paid by the gigabyte that comes in, and are there sooner. `none`: nothing is made to search them. An NLB writes of TLS listeners alone.",
      ),
    prometheus: z
      .boolean()
      .optional()
      .meta({ stage: "observability.prometheus" })
      .describe(
        "A workspace of Amazon Managed Service for Prometheus in each region, and a collector beside each task that writes to it. Paid by the sample.",
      ),
    grafana: z
      .boolean()
      .optional()
      .meta({ stage: "observability.grafana" })
      .describe(
        "A workspace of Amazon Managed Grafana in the home region, which reads the figures of all regions. It needs IAM Identity Center in the account, and is paid by the person.",
      ),
  })
  .describe("What logs and figures can be looked at with.");
