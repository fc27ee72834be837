import type { Answer, Ask } from "./probe";
import type { Question } from "./probes";

export interface Asked {
  readonly question: Question;
  readonly answer: Answer;
  /** How often it was asked. */
  readonly times: number;
}

export interface Patience {
  readonly milliseconds: number;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const PAUSE_MILLISECONDS = 10_000;

/**
 * Asks everything, each until it is well answered or patience ends: right after a deployment names, certificates and tasks may still be on
 * their way, and one lost packet is no failed deployment.
 */
export function smoke(questions: readonly Question[], ask: Ask, patience: Patience): Promise<Asked[]> {
  const until = patience.now() + patience.milliseconds;
  return Promise.all(questions.map((question) => askUntil(question, ask, { ...patience, until })));
}

async function askUntil(question: Question, ask: Ask, { until, now, sleep }: Patience & { until: number }): Promise<Asked> {
  for (let times = 1; ; times += 1) {
    const answer = await ask(question);
    if (answer.problem === undefined || now() + PAUSE_MILLISECONDS > until) return { question, answer, times };
    await sleep(PAUSE_MILLISECONDS);
  }
}

export function hasFailed(asked: readonly Asked[]): boolean {
  return asked.some(({ answer }) => answer.problem !== undefined);
}

/** A line for each question, for a person. */
export function smokeLines(asked: readonly Asked[]): string[] {
  const place = (question: Question) => (question.kind === "https" ? question.url : `${question.host}:${question.port}`);
  return asked.map(({ question, answer, times }) => {
    const often = times > 1 ? ` (asked ${times} times)` : "";
    return `${answer.problem === undefined ? "✓" : "✗"} ${question.what}, ${place(question)}: ${answer.problem ?? answer.text}${often}`;
  });
}
