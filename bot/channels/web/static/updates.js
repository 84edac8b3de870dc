// Late replies and staff answers: Server-Sent Events while the page is looked at, and a slow poll beside them,
// because some proxies hold events back. `receive` must ignore an update it has seen.
import { fetchUpdates, updatesUrl } from "./api.js";

const POLL_MS = 30_000;
const LONGEST_PAUSE_MS = 60_000;
const EVENTS = ["message", "update", "reply", "staff_answer"];

export function followUpdates(store, receive, connected) {
  let events = null;
  let timer = null;
  let failures = 0;

  function stop() {
    clearTimeout(timer);
    events?.close();
    events = null;
  }

  function listen() {
    stop();
    if (!window.EventSource || document.hidden || !store.read().entries.length) return;
    events = new EventSource(updatesUrl(store.read()));
    events.onopen = () => {
      failures = 0;
      connected();
    };
    events.onerror = () => {
      stop();
      timer = setTimeout(listen, Math.min(1000 * 2 ** failures++, LONGEST_PAUSE_MS));
    };
    for (const name of EVENTS) events.addEventListener(name, ({ data }) => data && take(JSON.parse(data)));
  }

  const take = (data) => (data.updates ?? [data]).forEach(receive);

  async function poll() {
    if (document.hidden || !navigator.onLine || !store.read().entries.length) return;
    try {
      (await fetchUpdates(store.read())).forEach(receive);
    } catch {
      // no connection: the next round asks again
    }
  }

  function restart() {
    failures = 0;
    listen();
    poll();
  }

  setInterval(poll, POLL_MS);
  addEventListener("online", restart);
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : restart()));
  return { restart, ensure: () => events || listen() };
}
