import type { LogGroups, Question } from "../watching/question";

/** Log sources of a network. */
export type NetworkLog = "flowLogs";

export const NETWORK_QUESTIONS: readonly Question<NetworkLog>[] = [
  {
    name: "network/who is rejected",
    of: ["flowLogs"],
    query: [
      'filter action = "REJECT"',
      "stats sum(packets) as packets, count(*) as records by srcAddr, dstAddr, dstPort, protocol",
      "sort records desc",
      "limit 50",
    ],
  },
  {
    name: "network/top talkers",
    of: ["flowLogs"],
    query: ['filter action = "ACCEPT"', "stats sum(bytes) as bytes by srcAddr, dstAddr", "sort bytes desc", "limit 50"],
  },
];

/** The log groups of the flow log; none if flow logs are disabled. */
export function networkLogGroups(environment: string, flowLogs: "all" | "reject" | "none"): LogGroups<NetworkLog> {
  return { flowLogs: flowLogs === "none" ? [] : [`/${environment}/network/flow-log`] };
}
