/** Strings that Terraform, cdktf or JSON could interpret instead of passing them to AWS unchanged. */
export const PAYLOADS: Readonly<Record<string, string>> = {
  "an interpolation": "${x}",
  "a directive": "%{x}",
  "an escaped interpolation": "$${x}",
  "an escaped directive": "%%{x}",
  "a call that reads a file": '${file("/etc/hostname")}',
  "a valid directive": "%{ if true }yes%{ endif }",
  "an unterminated interpolation": "${",
  "an unterminated directive": "%{",
  "a closing brace alone": "}",
  "a dollar": "$",
  "two dollars": "$$",
  "a percent sign": "%",
  "double quotes": '"',
  "a single quote": "'",
  "a backslash": "\\",
  "an escaped quote": '\\"',
  "an escaped letter": "\\n\\u0041",
  "a JSON list": '["a"]',
  "a line break": "\n",
  "a Windows line break": "\r\n",
  "a tab": "\t",
  HTML: "<b>&amp;</b>",
  "letters of other alphabets": "é✓😀",
};

/** Strings that every field rejects: AWS accepts them nowhere, or cdktf reads them as tokens. */
export const REJECTED: Readonly<Record<string, string>> = {
  "a string longer than any AWS limit": "a".repeat(70_000),
  "an uppercase string longer than any AWS limit": "A".repeat(70_000),
  NUL: "\u0000",
  "a bell": "\u0007",
  "an escape": "\u001b[31m",
  DEL: "\u007f",
  "a control character beyond ASCII": "\u009b",
  "a lone high surrogate": "a\ud800b",
  "a lone low surrogate": "a\udc00b",
  "a noncharacter": "\ufffe",
  "the placeholder for a dollar within Terrace": "\ufdd0{x}",
  "the placeholder for a percent sign within Terrace": "\ufdd1{x}",
  "the inside of a token": "TfToken[TOKEN.0]",
  "a token": "${TfToken[TOKEN.0]}",
  "a token of a list": "#{TfToken[TOKEN.0]}",
  "a token of a map": "&{TfToken[TOKEN.0]}",
  "a token of a number": "-8.109562212591379e+298",
  "a token of a list of numbers": "-1.88815458970875e+289",
};

/** Keys that cdktf uses for map tokens. They are rejected only as the whole string. */
export const REJECTED_WHOLE = ["String Map Token Value", "Any Map Token Value"];

/** Numbers that every field rejects: beyond any AWS limit, not finite, or tokens of cdktf. */
export const REJECTED_NUMBERS = [
  1e308,
  -1e308,
  1e109,
  -1e109,
  NaN,
  Infinity,
  -Infinity,
  -123_456_789,
  -8.109562212591379e298,
  -1.88815458970875e289,
];
