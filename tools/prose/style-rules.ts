import { rules, type Rule } from "./rule";

const BRITISH = new RegExp(
  [
    "\\w*(?:synthesi|organi|recogni|initiali|normali|seriali|authori|minimi|maximi|optimi|summari|customi|prioriti|utili|generali|speciali|finali|locali|virtuali|centrali|categori|standardi|paralleli|materiali|tokeni|saniti|randomi|stabili|capitali|reali|apologi|emphasi|memori|visuali)s(?:e[sdr]?|ing|ations?|able)",
    "\\w*analys(?:ed?|ing)",
    "(?:mis)?behaviou?rs?(?<=our|ours)",
    "(?:neighbour|colour|favour|honour|flavour|labour|rumour|harbour)\\w*",
    "licen[c]es?|judgements?|defence|offence|catalogues?|dialogues?|programmes?",
    "(?:travel|label|model|signal|cancel|total|channel|tunnel)l(?:ed|ing)",
    "grey|artefacts?|cheques?|fulfil|ageing|whilst|amongst|learnt|spelt|burnt",
  ]
    .map((stem) => `\\b(?:${stem})\\b`)
    .join("|"),
  "i",
);

const KNOWERS =
  "(?:AWS|Terraform|RDS|ECS|Route 53|CloudWatch|CloudFront|GitHub|Git|cdktf|it|that|which|what|stack|alarm|rule|service|resource|construct|test|table|command|plan|provider|file)s?";

/** Spelling, and phrases of the dialect that are not terms. */
const PHRASES = rules([
  ["british", BRITISH, "American spelling: synthesize, behavior, organization, neighboring, license, judgment"],
  ["percent", /\d %(?![a-z])/, "99.9%, without a space"],
  ["email", /\be-mails?\b/i, "email"],
  ["setup", /\bset-ups?\b/i, "setup (noun), set up (verb)"],
  ["lifecycle", /\blife[ -]cycles?\b/i, "lifecycle"],
  ["id", /\bids?\b(?!:)/, "ID, IDs"],
  ["we", /\b(?:[Ww]e|[Uu]s|[Oo]ur|[Oo]urs)\b(?!-)/, "Terrace, the environment, the pipeline"],
  ["those-that", /\bthose (?:that|who|which)\b|\bthat which\b|\bthat of (?:what|who)\b/i, "the noun: the stacks that …"],
  ["all-that", /\ball that\b|\ball of what\b|\beverything that there\b/i, "everything that …; every <noun> that …"],
  ["whoever", /\b(?:whoever|whatever|whichever)\b/i, "anyone who; any <noun> that; regardless of"],
  [
    "of-what",
    /\b(?:of|by|for|from|with|than|without|all|only|except|as|beside|into|is|are|was|after|before|like|and|that|about) what\b(?! (?:is|was) wrong)|[;:,] what (?:is|was|are|were|it|has|had|a|the)\b/i,
    "the noun: the resource that …",
  ],
  [
    "who-noun",
    /\b(?:of|to|by|for|from|with|than|as|and|or|knows?|says?|but|only) who(?:m)? (?:is|are|may|has|had|can|does|did|\w+s)\b/i,
    "the noun: the person, the notification targets",
  ],
  [
    "what-is-there",
    /\b(?:what|that) (?:is|was|are|were) there\b|\b(?:is|are) there already\b|\b(?:is|are|was|were) not there\b/i,
    "existing; not found",
  ],
  ["to-mend-labels", /\bwrite for example\b|\b[Tt]here are: /, "For example: …; Unknown … . Valid: …"],
  ["least-most", /\b(?:below|above|under|over) the (?:least|most)\b|\bat the most\b/i, "below the minimum, above the maximum"],
  ["length-of-time", /\blengths? of time\b/i, "duration"],
  [
    "which-has-characters",
    /\bwhich has \S+ (?:characters|letters)\b|\bwould be named\b/i,
    "produces the name …, which is 40 characters long",
  ],
  ["as-you-asked", /\bas you (?:asked|said|wished)\b/i, "Interrupted."],
  [
    "takes-the-place",
    /\btak(?:es?|en|ing) (?:the|its|their|his) places?\b|\btook (?:the|its|their) places?\b|\bin (?:its|their) place\b/i,
    "replaces",
  ],
  ["in-place-of", /\bin place of\b|\binstead of that\b/i, "instead of"],
  ["beside", /\bbeside\b/i, "next to, alongside, in addition to"],
  ["little-by-little", /\b(?:little by little|bit by bit|one after the other)\b/i, "gradually; one at a time"],
  ["by-itself", /\bby (?:itself|themselves)\b/i, "automatically; on its own"],
  ["as-a-rule", /\bas a rule\b|\bfor good\b/i, "usually; permanently"],
  ["is-well", /\b(?:all|it|everything) (?:is|was) well\b(?! [a-z])|\bis well\b(?=[.,;:)]|$)/i, "OK, healthy, successful"],
  ["is-had", /\b(?:can|to|could|cannot|may|not) be had\b|\b(?:is|are) (?:not )?had\b/i, "is available"],
  ["another-one", /\b(?:is|was|be) another one\b|\banother one (?:each|in each|every)\b/i, "differs"],
  ["left-alone", /\b(?:left|leaves?|let) (?:\w+ )?alone\b/i, "ignored, unchanged; Terraform ignores it"],
  ["comes-to-its-end", /\bc(?:omes?|ame) to (?:an|the|its|their) end\b/i, "ends, finishes"],
  ["to-go-back", /\bto go back\b/i, "roll back"],
  ["knows", new RegExp(`\\b${KNOWERS} (?:knows?|wants?)\\b`, "i"), "resources have, read, require, return"],
  ["archaic", /\b(?:whence|thence|hither|hence|whereof|therein|thereof|wherever that|thereby)\b/i, "therefore; in it; of it"],
  [
    "letters",
    /(?<!\b(?:uppercase|lowercase|dead|capital|small|of|drive|lower-case|upper-case|ASCII) )\bletters\b(?!,? (?:and |or )?(?:digits|numbers))/i,
    "characters",
  ],
  ["is-as", /\b(?:is|are) as (?:it|they) (?:was|were|is|are)\b|\bas (?:it|they) (?:was|were)\b(?=[.,;:)]|$)/i, "unchanged"],
  ["merely-once-more", /\bonce more\b/i, "again"],
]);

const SENTENCES = rules(
  [
    [
      "what-subject",
      /^(?:[Ww]hat|[Ww]hatever|[Ww]ho|[Ww]hoever|Those that|That which|All that)\b/,
      "the noun as subject: The deployed commit …",
    ],
    [
      "fronted-of",
      /^Of (?:a|an|the|each|every|all|one|these|those|what|its|their|two|such|\w+s)\b/,
      "subject first: 0 means that the log group never expires",
    ],
    ["where-condition", /^Where [^,.]+,/, "If …, When …"],
    ["that-subject", /^That (?:it|they|a|an|the|one|nothing|something) \w+ \w+/, "subject, verb, object"],
  ],
  { scope: "sentence" },
);

const OLD_HEADINGS =
  /^(?:Two commands|The environment file|Every field|What `uses` gives|Deploy to a real account|Several regions|Watching|Who is told|What has to be done by hand|Objectives and budgets|Figures of the business|What to log|Traces|How to leave|What it costs, in words|The house|One of a kind, and lost regions|Who deploys|How a request travels|How it heals|One outage pages once|What pages twice|Stateful things|From an empty account to the first tag|Each day|A new image|Back|Without GitHub|What holds this|What it means|What users see|First three looks|How to mend it|When it is over|A shell in the network)$/;

export const STYLE_RULES: readonly Rule[] = [
  ...PHRASES,
  ...SENTENCES,
  ...rules([["old-heading", OLD_HEADINGS, "the heading of the glossary, section 3.1"]], { kinds: ["heading"] }),
];
