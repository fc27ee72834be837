import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { S3Client } from "@aws-sdk/client-s3";
import { checkStateBucket, deleteStates, listStates } from "../../../cli/preview/preview-states";
import { previewsOf } from "../../../cli/preview/previews";

/** The part of S3 that previews need: two bucket names, of which one does not exist. */
const objects = new Map<string, string>();
const state = (resources: readonly object[]) => JSON.stringify({ resources, outputs: {} });
const xml = (text: string) => `<?xml version="1.0" encoding="UTF-8"?>${text}`;

function list(prefix: string): string {
  const contents = [...objects.keys()]
    .filter((key) => key.startsWith(prefix))
    .map((key) => `<Contents><Key>${key}</Key><LastModified>2026-01-01T05:00:00.000Z</LastModified></Contents>`);
  return xml(`<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`);
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "", "http://localhost");
  const [, bucket, key = ""] = /^\/([^/]+)\/?(.*)$/.exec(url.pathname) ?? [];
  const fail = (code: string) => response.writeHead(404).end(xml(`<Error><Code>${code}</Code></Error>`));
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    if (bucket === "none") return fail("NoSuchBucket");
    if (request.method === "POST") {
      for (const [, name = ""] of body.matchAll(/<Key>([^<]+)<\/Key>/g)) objects.delete(name);
      return response.end(xml("<DeleteResult></DeleteResult>"));
    }
    const found = objects.get(key);
    if (key === "") return response.end(list(url.searchParams.get("prefix") ?? ""));
    return found === undefined ? fail("NoSuchKey") : response.end(found);
  });
});

let client: S3Client;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = new S3Client({
    region: "us-east-1",
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  objects.clear();
  objects.set("pull7-edge.tfstate", state([]));
  objects.set("pull7-data.tfstate", state([{ mode: "data", type: "aws_region", name: "here", instances: [{}] }]));
  objects.set("staging-edge.tfstate", state([]));
});

test("previews are found by their states, and there are none if the bucket does not exist", async () => {
  expect(previewsOf(await listStates(client, "previews"))).toMatchObject([{ pullRequest: 7, stacks: ["pull7-data", "pull7-edge"] }]);
  expect(await listStates(client, "none")).toEqual([]);
});

test("a preview requires the bucket, and the error describes how to create it", async () => {
  await expect(checkStateBucket(client, "previews", "pull12")).resolves.toBeUndefined();
  await expect(checkStateBucket(client, "none", "pull12")).rejects.toThrow(
    /state bucket of previews, none, does not exist[^]*npx --no-install terrace bootstrap pull12 --state-only/,
  );
});

test("only states of destroyed stacks are deleted", async () => {
  await deleteStates(client, "previews", ["pull7-data", "pull7-edge"]);
  expect([...objects.keys()]).toEqual(["staging-edge.tfstate"]);
});

test("a state that still has resources is kept, with all others of the preview", async () => {
  objects.set("pull7-edge.tfstate", state([{ mode: "managed", type: "aws_vpc", name: "v", instances: [{}] }]));
  await expect(deleteStates(client, "previews", ["pull7-data", "pull7-edge"])).rejects.toThrow(
    "pull7-edge still has 1 resources: its state was kept",
  );
  expect(objects.size).toBe(3);
});
