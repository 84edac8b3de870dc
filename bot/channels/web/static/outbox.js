// Delivers the citizen's messages in order, one at a time. A message stays in the store until the server has
// answered for it, so a dropped connection or a closed page loses nothing; the key keeps it from counting twice.
import { postMessage, spread } from "./api.js";
import { isUnsent, settle } from "./conversation.js";

const ATTEMPTS = 6;
const LONGEST_PAUSE_S = 20;

export function openOutbox(store, arrived) {
  let running = false;
  let wake = () => {};

  const pause = (seconds, wakeable) =>
    new Promise((done) => {
      const timer = setTimeout(done, seconds * 1000);
      wake = () => {
        if (!wakeable) return; // the server said how long
        clearTimeout(timer);
        done();
      };
    });

  const mark = (from, to) =>
    store.update((state) => state.entries.forEach((entry) => from.includes(entry.state) && (entry.state = to)));

  async function deliver(key) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { session, entries } = store.read();
      const entry = entries.find((candidate) => candidate.key === key);
      if (!entry || !isUnsent(entry)) return; // cleared, or settled by another tab
      const outcome = await postMessage(session, entry);
      if (outcome.kind !== "retry") {
        store.update((state) => settle(state, key, outcome));
        arrived(outcome, entry);
        return;
      }
      if (!navigator.onLine) break;
      if (outcome.busy) mark(["sending"], "busy");
      await pause(spread(Math.max(outcome.seconds ?? 0, Math.min(2 ** attempt, LONGEST_PAUSE_S))), !outcome.busy);
    }
    mark(["sending", "busy"], "failed");
  }

  // Also what failed before goes out again, and first: the order of the conversation is kept.
  async function send() {
    wake();
    if (store.read().entries.some((entry) => entry.state === "failed")) mark(["failed"], "sending");
    if (running) return;
    running = true;
    for (let next; (next = store.read().entries.find(isUnsent)); ) await deliver(next.key);
    running = false;
  }

  addEventListener("online", send);
  return { send };
}
