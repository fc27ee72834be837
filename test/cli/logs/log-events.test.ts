import { CloudWatchLogsClient, FilterLogEventsCommand, ResourceNotFoundException } from "@aws-sdk/client-cloudwatch-logs";
import { followLogs, logReader, readAll, type LogEvent, type ReadLogs } from "../../../cli/logs/log-events";

const QUERY = { group: "/prod/service/api", since: 1_000, filter: "ERROR" };

/** A client whose responses a function returns. */
function clientOf(answer: (input: FilterLogEventsCommand["input"]) => object): CloudWatchLogsClient {
  const client = new CloudWatchLogsClient({ region: "us-east-1" });
  client.send = ((command: FilterLogEventsCommand) => Promise.resolve().then(() => answer(command.input))) as typeof client.send;
  return client;
}

test("reads all pages of a log group, with the filter and the start", async () => {
  const inputs: FilterLogEventsCommand["input"][] = [];
  const read = logReader(() =>
    clientOf((input) => {
      inputs.push({ ...input });
      return input.nextToken === undefined
        ? { events: [{ eventId: "1", timestamp: 2_000, logStreamName: "api/1", message: "ERROR one\n" }], nextToken: "next" }
        : { events: [{ eventId: "2", timestamp: 3_000, logStreamName: "api/1", message: "ERROR two" }] };
    }),
  );
  expect(await read("eu-west-1", QUERY)).toEqual([
    { id: "1", at: 2_000, region: "eu-west-1", time: "1970-01-01T00:00:02.000Z", stream: "api/1", message: "ERROR one" },
    { id: "2", at: 3_000, region: "eu-west-1", time: "1970-01-01T00:00:03.000Z", stream: "api/1", message: "ERROR two" },
  ]);
  expect(inputs[0]).toMatchObject({ logGroupName: "/prod/service/api", startTime: 1_000, filterPattern: "ERROR" });
  expect(inputs[1]).toMatchObject({ nextToken: "next" });
});

test("a region without the log group has no events; other errors are not hidden", async () => {
  const failing = (error: Error) =>
    logReader(() =>
      clientOf(() => {
        throw error;
      }),
    );
  const missing = new ResourceNotFoundException({ message: "no", $metadata: {} });
  expect(await failing(missing)("eu-west-1", QUERY)).toEqual([]);
  await expect(failing(new Error("AccessDenied"))("eu-west-1", QUERY)).rejects.toThrow("AccessDenied");
});

const event = (region: string, id: string, at: number) => ({ region, id, at, time: "", stream: "", message: `${region} ${id}` });

test("events of several regions are in the order of their times", async () => {
  const read: ReadLogs = (region) => Promise.resolve(region === "a" ? [event("a", "1", 1), event("a", "3", 3)] : [event("b", "2", 2)]);
  expect((await readAll(read, ["a", "b"], QUERY)).map(({ message }) => message)).toEqual(["a 1", "b 2", "a 3"]);
});

test("following prints each event once, also one that becomes readable after later ones", async () => {
  const polls = [
    [event("a", "1", 100_000)],
    [event("a", "1", 100_000), event("a", "2", 200_000)],
    [event("a", "late", 150_000), event("a", "2", 200_000)],
  ];
  const starts: number[] = [];
  const printed: LogEvent[] = [];
  let poll = 0;
  await followLogs({
    read: (_region, { since }) => {
      starts.push(since);
      return Promise.resolve((polls[poll++] ?? []).filter(({ at }) => at >= since));
    },
    regions: ["a"],
    query: QUERY,
    print: (found) => printed.push(found),
    sleep: () => Promise.resolve(),
    stopped: () => poll >= polls.length,
  });
  expect(printed.map(({ message }) => message)).toEqual(["a 1", "a 2", "a late"]);
  expect(starts).toEqual([1_000, 40_000, 140_000]);
});
