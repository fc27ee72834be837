/**
 * What a service or worker should log: one JSON object a line, to standard output. Alarms need `level` alone; each saved query says what it
 * finds nothing without.
 */
export const LOG_FIELDS = {
  level: "`debug`, `info`, `warn`, `error` or `fatal`; or the numbers of pino and bunyan",
  message: "what happened, the same text each time: what differs has a field of its own",
  release: "the version that runs, for example a commit",
  requestId: "of the request that the line is about; handed on to other services in a header",
  traceId: "of the trace, where there is one",
  method: "`GET`, `POST` …, in the line that a request ends with",
  path: "the route, with its parameters unfilled: `/orders/:id`",
  status: "of the answer: 200, 404, 500 …",
  durationMs: "how long the answer took, in milliseconds",
  messageId: "of the queue's message that a worker works on",
  receiveCount: "how often the message has been taken: 1 the first time",
  "error.name": "the kind of error, for example `TimeoutError`",
  "error.message": "its text",
} as const;

export type LogField = keyof typeof LOG_FIELDS;
