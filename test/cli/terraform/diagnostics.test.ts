import { causeLines } from "../../../cli/terraform/cause-lines";
import { diagnosticsInJson, diagnosticsInText, type Diagnostic } from "../../../cli/terraform/diagnostics";

/** An error as Terraform prints it to a pipe, with a warning before and another error after it. */
const PLAIN = `aws_vpc.Vpc: Creating...

Warning: Deprecated
  with aws_vpc.Old,

Error: creating SQS Queue (dev-mails): AccessDenied

  with aws_sqs_queue.Queue-mails_663EAEB1,
  on cdk.tf.json line 12, in resource.aws_sqs_queue.Queue-mails_663EAEB1:
  12:       }
    ├────────────────
    │ each.key is "mails"

User: test is not authorized to perform: sqs:CreateQueue
12: a line that only looks like code

Error: two
`;

const DIAGNOSTICS: readonly Diagnostic[] = [
  {
    summary: "creating SQS Queue (dev-mails): AccessDenied",
    address: "aws_sqs_queue.Queue-mails_663EAEB1",
    file: "cdk.tf.json",
    line: 12,
    code: "}",
    detail: [
      '    │ each.key is "mails"',
      "User: test is not authorized to perform: sqs:CreateQueue",
      "12: a line that only looks like code",
    ],
  },
  { summary: "two", detail: [] },
];

/** The same errors as a terminal shows them. */
function boxed(text: string): string {
  const blocks = text.split(/\n(?=(?:Error|Warning): )/);
  return blocks.map((block) => `╷\n${block.replace(/^/gm, "│ ")}\n╵`).join("\n");
}

test.each([
  ["plain", PLAIN],
  ["with line ends of Windows", PLAIN.replaceAll("\n", "\r\n")],
  ["boxed", boxed(PLAIN)],
])("returns the errors of text output, %s, without warnings", (_how, text) => {
  expect(diagnosticsInText(text)).toEqual(DIAGNOSTICS);
});

test("returns the errors of a stream of JSON messages, also if the last line is incomplete", () => {
  const messages = [
    { "@level": "warn", "@message": "Warning: old", diagnostic: { severity: "warning", summary: "old" } },
    {
      "@level": "error",
      "@message": "Error: creating queue",
      diagnostic: {
        severity: "error",
        summary: "creating queue",
        detail: "because\n\nof this",
        address: "aws_sqs_queue.Mails",
        range: { filename: "cdk.tf.json", start: { line: 7 } },
        snippet: { code: '      "name": "x"', values: [] },
      },
    },
    { "@level": "error", "@message": "Error: no diagnostic" },
  ];
  expect(diagnosticsInJson(`not JSON\n${messages.map((each) => JSON.stringify(each)).join("\n")}\n{"@level":"err`)).toEqual([
    {
      summary: "creating queue",
      detail: ["because", "of this"],
      address: "aws_sqs_queue.Mails",
      file: "cdk.tf.json",
      line: 7,
      code: '"name": "x"',
    },
    { summary: "no diagnostic", detail: [] },
  ]);
});

test("returns the errors of terraform validate -json", () => {
  const diagnostics = [
    { severity: "warning", summary: "old" },
    { severity: "error", summary: "no", detail: "because" },
  ];
  expect(diagnosticsInJson(JSON.stringify({ valid: false, diagnostics }, undefined, 2))).toEqual([{ summary: "no", detail: ["because"] }]);
});

describe("causeLines()", () => {
  test("prints the error with its resource, file, line and explanation", () => {
    expect(causeLines(DIAGNOSTICS).join("\n")).toMatchInlineSnapshot(`
     "Error: creating SQS Queue (dev-mails): AccessDenied
       at aws_sqs_queue.Queue-mails_663EAEB1, cdk.tf.json line 12
         │ each.key is "mails"
     User: test is not authorized to perform: sqs:CreateQueue
     12: a line that only looks like code

     Error: two"
    `);
  });

  test("prints an error of several resources once", () => {
    const expired = (address: string): Diagnostic => ({ summary: "ExpiredToken", detail: ["Renew it."], address, file: "f", line: 1 });
    expect(causeLines(["a.A", "a.B", "a.C", "a.D", "a.E"].map(expired))).toEqual([
      "Error: ExpiredToken",
      "  at a.A, a.B, a.C, 2 more",
      "Renew it.",
    ]);
  });

  test.each([
    ["prod-state/prod-edge.tfstate", "unlock prod prod-edge"],
    ["../elsewhere.json", "unlock <environment> <stack>"],
  ])("prints the holder of a lock instead of Terraform's explanation: %s", (state, fix) => {
    const detail = [
      "Error message: 412",
      "Lock Info:",
      "  ID:        1a2b",
      `  Path:      ${state}`,
      "  Operation: OperationTypeApply",
      "  Who:       ada@x",
      "Terraform acquires",
    ];
    expect(causeLines([{ summary: "Error acquiring the state lock", detail }])).toEqual([
      "Error: Error acquiring the state lock",
      "Locked by ada@x (apply), lock 1a2b.",
      "  fix: wait until that run ends, then run this command again",
      `  fix, if that run was killed: npx --no-install terrace ${fix}`,
    ]);
  });

  test("prints at most about ten lines of the first errors, and shortens long ones", () => {
    const long: Diagnostic = { summary: "s".repeat(5000), detail: Array.from({ length: 50 }, (_, line) => `${line} ${"d".repeat(5000)}`) };
    const lines = causeLines([long, { ...long, summary: "2" }, { ...long, summary: "3" }], 1);
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(410);
    expect(lines.slice(-3)).toEqual(["… 46 more lines", "", "… and 2 more errors"]);
  });
});
