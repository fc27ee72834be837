import type { Verb } from "../verb";
import { ADD_VERBS } from "./add";
import { BOOTSTRAP } from "./bootstrap";
import { CI_CHECKSUM, CI_COMMENT, CI_DEPLOYED, CI_ISSUE, CI_LATEST, CI_MATRIX, CI_PROPOSE, CI_SUMMARY, CI_VERIFY_TAG } from "./ci";
import { COMPLETION } from "./completion";
import { DB_PROMOTE, DB_REBUILD_REPLICA } from "./db";
import { DEPLOY } from "./deploy";
import { DESTROY } from "./destroy";
import { DEV, DEV_SHELL, DEV_STOP } from "./dev";
import { DOCTOR } from "./doctor";
import { DRIFT } from "./drift";
import { COST, LIMITS } from "./estimate";
import { LOGS } from "./logs";
import { INIT } from "./init";
import { PLACE } from "./place";
import { PLAN } from "./plan";
import { POLICY } from "./policy";
import { PREVIEW_DOWN, PREVIEW_LIST, PREVIEW_UP } from "./preview";
import { REGION_EVACUATE, REGION_RESTORE } from "./region";
import { RELEASE_PROMOTE, RELEASE_ROLLBACK, RELEASE_SET } from "./release";
import { SECRET_SET } from "./secret";
import { SHOW } from "./show";
import { SMOKE } from "./smoke";
import { UNLOCK } from "./unlock";
import { VALIDATE } from "./validate";

/** All verbs, in the order of the help. A verb with subcommands comes before them. */
export const VERBS: readonly Verb[] = [
  INIT,
  ...ADD_VERBS,
  PLACE,
  VALIDATE,
  SHOW,
  DOCTOR,
  DEV,
  DEV_STOP,
  DEV_SHELL,
  BOOTSTRAP,
  PLAN,
  DEPLOY,
  DESTROY,
  POLICY,
  COST,
  LIMITS,
  RELEASE_SET,
  RELEASE_PROMOTE,
  RELEASE_ROLLBACK,
  PREVIEW_UP,
  PREVIEW_DOWN,
  PREVIEW_LIST,
  DRIFT,
  SMOKE,
  LOGS,
  UNLOCK,
  SECRET_SET,
  REGION_EVACUATE,
  REGION_RESTORE,
  DB_PROMOTE,
  DB_REBUILD_REPLICA,
  CI_COMMENT,
  CI_ISSUE,
  CI_PROPOSE,
  CI_LATEST,
  CI_CHECKSUM,
  CI_SUMMARY,
  CI_VERIFY_TAG,
  CI_DEPLOYED,
  CI_MATRIX,
  COMPLETION,
];
