import { z } from "zod";
import { TEXT_LIMITS } from "../../../aws/text-limits";
import { freeText, text } from "../../../language/fields";

/** Names that container runtimes accept. Shells can read only the ones without dots and hyphens. */
const variableName = text(
  /^[A-Za-z_.-][A-Za-z0-9_.-]{0,254}$/,
  "a variable name of 1 to 255 letters, digits, _ . and - that does not start with a digit",
  "LOG_LEVEL",
);

/** Fields of the process of a container: what runs, where, and with which variables. */
export const processFields = {
  entrypoint: z
    .array(freeText({ ...TEXT_LIMITS.containerText, min: 1 }, "/usr/bin/tini"))
    .min(1)
    .max(100)
    .optional()
    .meta({ example: ["/usr/bin/tini", "--"] })
    .describe("Overrides the image's entry point. As in Docker, the image's command is then not used: set `command`, too."),
  command: z.array(freeText(TEXT_LIMITS.containerText, "--verbose")).max(100).optional().describe("Overrides the image's command."),
  workingDirectory: text(/^\/[\w./-]{0,254}$/, "an absolute path of at most 255 letters, digits and _ . / -", "/srv/app")
    .optional()
    .describe("Overrides the image's working directory."),
  environment: z
    .record(variableName, freeText(TEXT_LIMITS.containerText, "info"))
    .default({})
    .describe(
      'Environment variables. `{<name>.<attribute>}` is replaced with a value of a resource in `uses`: `"postgres://{main.username}:{main.password}@{main.writer}:{main.port}/{main.name}"`. The pages of `databases`, `caches`, `queues` and `tables` list the attributes. In a value that starts as a URL, they are percent-encoded. Other braces are literal text, and `\\{main.writer}` is the text `{main.writer}`. A value with a secret is never in a task definition, plan or state: Terraform writes it to a SecureString parameter of Systems Manager, which is free, and ECS reads it when a task starts. After a change of the secret, the next deployment writes the value again and replaces the tasks; until then they keep the old one.',
    ),
  secrets: z
    .record(
      variableName,
      text(
        /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,19}(?:\.[\w.@/+=-]{1,255})?$/,
        "the name of a secret in `uses`, optionally followed by a dot and a key of its JSON object",
        "stripe.api_key",
      ),
    )
    .default({})
    .describe(
      'Environment variables with the value of a secret in `uses`, or of one key of its JSON object: `{ SMTP_PASSWORD: "smtp", STRIPE_KEY: "stripe.api_key" }`. Such a secret has no default variable (`STRIPE_SECRET`). ECS reads the value when a task starts: running tasks keep the old one until a deployment replaces them.',
    ),
};
