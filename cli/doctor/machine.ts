import * as fs from "node:fs";
import { findLocalAws, serverProcesses } from "../local/own-server";
import { holderOf, holderText } from "../local/run-lock";
import type { Paths } from "../paths";
import { COMMAND } from "../verb";
import type { Check, Finding } from "./finding";
import { isReachable } from "./tools";

const GIGABYTE = 1024 ** 3;
/** The provider alone has 675 MB. */
const NEEDED_GIGABYTES = 2;
/** A service of AWS that every region has. */
const AWS = "https://sts.us-east-1.amazonaws.com/";

export function machineChecks(paths: Paths): Readonly<Record<string, Check>> {
  return {
    network: async () => {
      if (await isReachable(AWS)) return { name: "network", status: "ok", found: `${AWS} responds` };
      const fix = "needed only for an AWS account: check the network, the VPN, HTTPS_PROXY and NO_PROXY";
      return { name: "network", status: "warning", found: `${AWS} does not respond`, fix };
    },
    "disk space": () => diskSpace(paths.root),
    "local AWS": () => localAws(paths),
    lock: () => runLock(paths),
  };
}

function diskSpace(folder: string): Finding {
  const { bavail, bsize } = fs.statfsSync(folder);
  const free = (bavail * bsize) / GIGABYTE;
  const found = `${free.toFixed(1)} GB free`;
  if (free >= NEEDED_GIGABYTES) return { name: "disk space", status: "ok", found };
  return { name: "disk space", status: "missing", found, fix: `free at least ${NEEDED_GIGABYTES} GB on the disk of ${folder}` };
}

async function localAws(paths: Paths): Promise<Finding> {
  const name = "local AWS";
  const server = await findLocalAws(paths);
  if (server) return { name, status: "ok", found: `running at ${server.url} (process ${server.pid})` };
  const hanging = serverProcesses(paths);
  if (hanging.length === 0) return { name, status: "ok", found: "not running" };
  const pids = hanging.map(({ pid }) => pid).join(", ");
  return { name, status: "warning", found: `process ${pids} is running and does not respond`, fix: `${COMMAND} dev stop` };
}

function runLock({ runLock: file }: Paths): Finding {
  const holder = holderOf(file);
  if (holder) return { name: "lock", status: "ok", found: `held by ${holderText(holder)}` };
  if (!fs.existsSync(file)) return { name: "lock", status: "ok", found: "free" };
  return { name: "lock", status: "ok", found: "left by a killed run: the next run takes it over" };
}
