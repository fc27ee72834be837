import {
  CloudWatchLogsClient,
  paginateFilterLogEvents,
  ResourceNotFoundException,
  type FilteredLogEvent,
} from "@aws-sdk/client-cloudwatch-logs";

/** One line of a log. */
export interface LogEvent {
  readonly region: string;
  readonly time: string;
  readonly stream: string;
  readonly message: string;
}

export interface LogQuery {
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** CloudWatch's filter pattern; empty: all events. */
  readonly filter: string;
}

export type ReadLogs = (region: string, query: LogQuery) => Promise<readonly (LogEvent & { readonly id: string; readonly at: number })[]>;

/** Reads the events of a log group. A region without the group has none: the workload was not deployed there yet. */
export function logReader(clientOf: (region: string) => CloudWatchLogsClient = (region) => new CloudWatchLogsClient({ region })): ReadLogs {
  const clients = new Map<string, CloudWatchLogsClient>();
  return async (region, { group, since, filter }) => {
    const client = clients.get(region) ?? clientOf(region);
    clients.set(region, client);
    const events: FilteredLogEvent[] = [];
    const input = { logGroupName: group, startTime: since, ...(filter !== "" && { filterPattern: filter }) };
    try {
      for await (const page of paginateFilterLogEvents({ client }, input)) events.push(...(page.events ?? []));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
    return events.map(({ eventId = "", timestamp = 0, logStreamName = "", message = "" }) => ({
      id: eventId,
      at: timestamp,
      region,
      time: new Date(timestamp).toISOString(),
      stream: logStreamName,
      message: message.trimEnd(),
    }));
  };
}

export interface FollowOptions {
  readonly read: ReadLogs;
  readonly regions: readonly string[];
  readonly query: LogQuery;
  readonly print: (event: LogEvent) => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Ends after the current read. */
  readonly stopped: () => boolean;
}

const POLL_MS = 3_000;
/** Events can become readable after later ones: each poll reads this far back. */
const OVERLAP_MS = 60_000;

/** The events of all regions, by time. */
export async function readAll(
  read: ReadLogs,
  regions: readonly string[],
  query: LogQuery,
): Promise<readonly (LogEvent & { readonly id: string; readonly at: number })[]> {
  const found = await Promise.all(regions.map((region) => read(region, query)));
  return found.flat().sort((one, other) => one.at - other.at);
}

/** Prints events until it is stopped, each once. */
export async function followLogs({ read, regions, query, print, sleep, stopped }: FollowOptions): Promise<void> {
  const printed = new Map<string, number>();
  let { since } = query;
  while (!stopped()) {
    for (const event of await readAll(read, regions, { ...query, since })) {
      const key = `${event.region} ${event.id}`;
      if (!printed.has(key)) print(event);
      printed.set(key, event.at);
    }
    const newest = Math.max(since, ...printed.values());
    since = Math.max(query.since, newest - OVERLAP_MS);
    for (const [key, at] of printed) if (at < since) printed.delete(key);
    if (!stopped()) await sleep(POLL_MS);
  }
}
