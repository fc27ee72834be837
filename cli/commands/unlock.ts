import { confirm } from "../confirm";
import { loadPlatform, unknownName } from "../environment";
import { Refused } from "../problem";
import { clientFor } from "../state/state-bucket";
import { lockHolder } from "../terraform/lock-text";
import { type Call, DONE } from "../verb";
import { deleteLock, deployedStacks, readLock } from "../unlock/lock-file";
import { holderOf, isLocal, terraformProcesses } from "../unlock/local-holder";
import { environmentOfStack } from "../../stacks/names";

/** terrace unlock prod prod-edge: shows who holds the lock of a state, and removes the lock of a run that was killed. */
export async function unlock(call: Call): Promise<number> {
  const { name: environment, state } = loadPlatform(call.argument("environment"));
  const stack = call.argument("stack");
  const client = clientFor(state.region);
  const stacks = (await deployedStacks(client, state.bucket)).filter((each) => environmentOfStack(each) === environment);
  if (!stacks.includes(stack)) throw unknownName(`stack of ${environment}`, stack, stacks, "it to the environment and deploy it");
  const lock = await readLock(client, state.bucket, stack);
  if (!lock) {
    call.report({ stack, locked: false, removed: false }, [`${stack} is not locked.`]);
    return DONE;
  }
  call.say(`${stack} is locked by ${lockHolder(lock, Date.now())}.`);
  if (isLocal(lock)) {
    const holder = holderOf(stack, await terraformProcesses());
    if (holder)
      throw new Refused(
        [
          `${stack} was not unlocked: a process of this machine still holds the lock.`,
          `  received  process ${holder.pid}: ${holder.command}`,
          "  fix       Wait until it ends, or interrupt it once with Ctrl-C: it then releases the lock.",
        ].join("\n"),
      );
  } else call.say("  It was taken on another machine. Verify there that the process has ended.");
  await confirm(`Remove lock ${lock.id} of ${stack}? A run that is still in progress would corrupt the state.`, call.flag("yes"));
  const now = await readLock(client, state.bucket, stack);
  if (now?.id !== lock.id)
    throw new Refused(`${stack} was not unlocked: its lock has changed in the meantime. Run the same command again.`);
  await deleteLock(client, state.bucket, stack);
  call.report({ stack, locked: true, removed: true, lock }, [`Removed the lock of ${stack}.`]);
  return DONE;
}
