// Late replies and staff answers: Server-Sent Events while the page is looked at, and a slow poll beside them,
// because some proxies hold events back. `receive` must ignore an update it has seen.
import { fetchUpdates, spread, updatesUrl } from "./api.js";

const POLL_MS = 30_000;
const LONGEST_PAUSE_MS = 60_000;
const REFUSED_PAUSE_MS = 30_000; // what the server asks for in Retry-After; EventSource does not let it be read
const LONGEST_REFUSED_MS = 300_000;
const EVENTS = ["message", "update", "reply", "staff_answer"];

export function followUpdates(store, receive, connected) {
  let events = null;
  let timer = null;
  let failures = 0;
  let refusals = 0;
  let streamFrom = 0; // no stream is asked for before this moment…
  let pollFrom = 0; // …and nothing at all before this one

  function stop() {
    clearTimeout(timer);
    events?.close();
    events = null;
  }

  function listen() {
    stop();
    if (!window.EventSource || document.hidden || !store.read().entries.length) return;
    const early = Math.max(streamFrom, pollFrom) - Date.now();
    if (early > 0) {
      timer = setTimeout(listen, early);
      return;
    }
    events = new EventSource(updatesUrl(store.read()));
    events.onopen = () => {
      failures = refusals = 0;
      connected();
    };
    events.onerror = () => {
      const refused = events.readyState === EventSource.CLOSED; // there was an answer, but no stream
      stop();
      if (refused) streamFrom = Date.now() + spread(Math.min(REFUSED_PAUSE_MS * 2 ** refusals++, LONGEST_REFUSED_MS));
      timer = setTimeout(listen, spread(Math.min(1000 * 2 ** failures++, LONGEST_PAUSE_MS)));
    };
    for (const name of EVENTS) events.addEventListener(name, ({ data }) => data && take(JSON.parse(data)));
  }

  const take = (data) => (data.updates ?? [data]).forEach(receive);

  async function poll() {
    if (document.hidden || !navigator.onLine || !store.read().entries.length || Date.now() < pollFrom) return;
    try {
      const { updates, seconds } = await fetchUpdates(store.read());
      if (seconds) pollFrom = Date.now() + spread(seconds * 1000);
      updates.forEach(receive);
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
