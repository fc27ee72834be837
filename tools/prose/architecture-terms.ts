import { type Rule, rules } from "./rule";

const REPLICATED = "(?:database|table|secret|image|bucket|site|state|primary|writer|instance|region|source)s?";
const COPY_NOUN = new RegExp(
  [
    // A copy of …, the region's copy
    `\\bcop(?:y|ies) (?:of|in|for|elsewhere)\\b(?: (?:a|an|the|another|each|every|one|this|that|any|its|their|other|some))?(?: other)? (?:[\\w-]+ )?${REPLICATED}\\b`,
    `\\b${REPLICATED}(?:'s|s')? cop(?:y|ies)\\b`,
    "\\bcross-region cop(?:y|ies)\\b|\\b(?:first|regional|kept|other|read|leading) cop(?:y|ies)\\b|\\bcop(?:y|ies) elsewhere\\b",
    // As a subject or complement
    "\\b(?:a|the|each|every|no|its|their|one) cop(?:y|ies) (?:is|are|has|have|can|may|must|needs?|that|which|lags?|stays?|takes?|becomes?|gets?|keeps?|reads?|without|with)\\b",
    "\\b(?:as|become|becomes|was|is|be|been|being) a copy\\b(?! of (?:the|a) (?:file|list|map|object))|\\b(?:with(?:out)?|its|their|fewer|more|such) cop(?:y|ies)\\b|\\bcopying of a\\b",
  ].join("|"),
  "i",
);

const TERMS = rules([
  ["thing", /\bthings?\b/i, "resource; the real noun"],
  ["program", /\bprograms?\b/i, "application, container, workload; command (a script)"],
  [
    "copy",
    COPY_NOUN,
    "cross-region replica (database); table replica, secret replica, replicated image, replica of the state bucket, failover bucket",
  ],
  [
    "leading-instance",
    /\b[Ll]eading instances?\b|\b(?:[Tt]he|[Aa]|[Ii]ts|[Ee]ach|[Ee]very|[Nn]o) heads?\b(?! (?:commit|of (?:the|a) (?:branch|pull|page|file|list)))|\bhead instance\b|\bheads of\b/,
    "lead instance",
  ],
  [
    "set-aside",
    /\b(?:set|sets|setting) (?:it |them )?aside\b|\blast resort\b/i,
    "former primary, renamed and removed from state; fallback record (weight 0)",
  ],
  ["writers-name", /\b(?:writer|reader)(?:'s|s') names?\b/i, "writer DNS name, reader DNS name"],
  ["public-name", /\bpublic names?\b/i, "public DNS name"],
  [
    "leaves-names",
    /\b(?:leav(?:es?|ing)|left) (?:every|the|all|its|their) (?:public )?names?\b|\bout of (?:the|every|all) (?:public )?names\b/i,
    "removed from DNS, evacuated",
  ],
  ["put-in-again", /\bput in again\b|\bcomes? back into\b/i, "restore"],
  ["leaving", /\b(?:is|are|region|regions|be|no|not) leaving\b|\bleaving (?:region|it)\b|\bleaves with\b/i, "decommissioning"],
  [
    "home-lives",
    /\ball lives\b|\bhome\b[^.]{0,40}\blives?\b|\bone of a kind\b|\bhas only one of\b/i,
    "home region: holds the environment's single-region resources",
  ],
  ["entrance", /\bentrances?\b/i, "ingress; edge"],
  [
    "joins-regions",
    /\bjoin(?:s|ed|ing)? (?:the |two |its |all |other )?regions\b|\bwhat joins\b|\bregions part\b/i,
    "inter-region connectivity; lose connectivity",
  ],
  [
    "way",
    /\bways? (?:to|out of|into|between|from) (?:the internet|the region|regions|another|each|other|a region|a VPC|the VPC|AWS)\b|\bway (?:in|out)\b(?! which)|\b(?:old|new|other|no|same) ways?\b(?= (?:to|goes|between|is|are))/i,
    "route target; inter-region connectivity",
  ],
  [
    "stands",
    /\bst(?:and(?:s|ing)?|ood) (?:in|beside|within|on|at|before|between|for|by|behind|there|next|above|below|alone|after|under|of|with|as|still|so|here)\b|\bas it stands\b|\bstands\b(?!-)/i,
    "is in, is next to; is bounded by; represents (stands for)",
  ],
  ["lives", /\bliv(?:es?|ed|ing) (?:in|on|below|under|at|with|there|beside|within|as long)\b/i, "is in, runs in"],
  ["hangs-on", /\bhang(?:s|ing)? (?:on|from)\b/i, "depends on"],
  ["comes-and-goes", /\bcomes? and goe?s?\b/i, "ephemeral"],
  ["keeps-data", /\b(?:what|that|which|whatever|it|all) keeps? (?:\w+ )?data\b/i, "stateful resources"],
  ["own-key", /\bkeys? of ours\b|\bour own keys?\b/i, "customer managed KMS key"],
  ["for-ever", /\bfor ever\b|\bforever\b/i, "permanently; never expires"],
  ["any-more", /\bany more\b/i, "no longer"],
  ["spare", /\bspar(?:es|ed|ing)\b|\bto spare\b/i, "saves; with headroom"],
  [
    "drawn",
    /\b(?:is|are|was|were|be|been|once|value|values|password|token|name|string)s? drawn\b|\bdraws? (?:a|the|it|one)\b/i,
    "generated; rendered (graphs)",
  ],
  ["dead-letters", /\bdead letters\b/i, "dead-letter queue (DLQ)"],
  ["message-taken", /\bmessages? (?:that )?(?:was|were|is|are) taken\b|\bitems? goe?s?\b/i, "received; expires, is deleted"],
  ["answer", /\banswer(?:s|ed|ing)?\b/i, "respond, response; serve; return"],
  ["beginning", /\bbeginnings?\b/i, "prefix; start"],
  ["held-by", /\b(?:is|are|was|were) held (?:by|to|against)\b|\bwhat holds\b|\bwhich holds this\b/i, "enforced by, verified by"],
  ["rights", /\brights\b/i, "permissions"],
  ["left-out", /\bleft out\b|\bleav(?:e|es|ing) (?:it |them |this |that )?out\b/i, "Default: …; omitted; Remove it"],
  ["by-stage", /\bby stage\b/i, "stage default"],
  [
    "a-text",
    /\b(?:is|are) (?:not |no |only )?a text\b|\ba text (?:that|of|in|with|without)\b|\btexts by name\b|\btexts?, (?:not|by)\b/i,
    "a string; a map of strings",
  ],
  ["whole-number", /\bwhole numbers?\b/i, "integer"],
  [
    "is-no",
    /(?<!\bthere )\b(?:is|are|was|were|be) no\b(?! (?:longer|more|less|later|fewer|other)\b)(?=\s+(?:\p{L}|¤))/iu,
    "is not a (valid) …",
  ],
  ["is-there-twice", /\b(?:is|are) there twice\b|\bnames nothing that\b/i, "is a duplicate; unknown resource"],
  [
    "letter-case",
    /\bcapitals\b|\bcapital letters?\b|\bsmall letters?\b|\bsingle dashes\b|\bdashes\b/i,
    "uppercase, lowercase letters; hyphens",
  ],
  ["besides", /\bbesides\b/i, "also, in addition to, other than"],
  ["otherwise", /\botherwise than\b|\b(?:do|does|is|are|was|were|reads?|behaves?|works?|written|named|set) otherwise\b/i, "differently"],
  ["at-once", /\bat once\b/i, "immediately (time); at the same time (concurrency)"],
  ["quarter-of-an-hour", /\b(?:a )?quarters? of an hour\b|\bhalf an hour\b/i, "15 minutes, 30 minutes"],
  ["circle", /(?<!great[- ])\bcircles?\b/i, "cycle, circular dependency"],
  ["workplace", /\bworkplaces?\b/i, "Terraform context"],
  ["says", /\bsay(?:s|ing)?\b/i, "contains, sets, requires, reports, states"],
  ["story", /\b(?:story|stories|scenes?|desks?)\b/i, "scenario, fixture, test bed"],
]);

/** Copies as nouns, where they are replicas of data: elsewhere, values and files have copies. */
const COPIES = rules(
  [
    [
      "copy-noun",
      /\b(?:a|the|no|every|each|another|any|only|last|new|empty|all|holds?|has|have|are|where|of|for|one|when) cop(?:y|ies)\b(?! of (?:the|a|what|its) (?:parameters|files?|data|list|object|project|bundle)|(?:y|ies)? (?:it|them|what)\b)/i,
      "cross-region replica, table replica, secret replica, replicated image, failover bucket",
    ],
  ],
  {
    paths:
      /^(?:README\.md|docs\/|aws\/|config\/|environments\/|stacks\/|cli\/(?:commands|database|guard|policy|state)\/|constructs\/|test\/(?:constructs|stacks|scenarios|support)\/)/,
  },
);

/** Terms of the architecture and the configuration. */
export const ARCHITECTURE_TERMS: readonly Rule[] = [...TERMS, ...COPIES];
