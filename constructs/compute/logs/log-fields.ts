/**
 * The log fields of a service or worker: one JSON object per line, on standard output. Alarms require only `level`; each saved query lists
 * the fields that it requires.
 */
export const LOG_FIELDS = {
  level: "`debug`, `info`, `warn`, `error` or `fatal`; or the numbers of pino and bunyan",
  message: "the event, always as the same text: variable parts are separate fields",
  release: "the running version, for example a commit",
  requestId: "ID of the request, passed to other services in a header",
  traceId: "ID of the trace, if there is one",
  method: "`GET`, `POST` …, in the line at the end of a request",
  path: "the route template: `/orders/:id`",
  status: "HTTP status of the response: 200, 404, 500 …",
  durationMs: "response time in milliseconds",
  messageId: "ID of the queue message that a worker processes",
  receiveCount: "how often the message has been received: 1 the first time",
  "error.name": "the kind of error, for example `TimeoutError`",
  "error.message": "the error message",
} as const;

export type LogField = keyof typeof LOG_FIELDS;
