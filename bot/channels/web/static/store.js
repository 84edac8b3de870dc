// What this device remembers: the session, how far updates were read, and the visible conversation.
// In localStorage, to survive a reload; in memory only where the browser forbids storage.
const KEY = "assistant.conversation";
const KEPT_ENTRIES = 200;

export function randomId() {
  // crypto.randomUUID needs https; this page must also work on a bureau's plain http intranet.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const blank = () => ({ session: randomId(), after: 0, entries: [] });

export function openStore() {
  const listeners = [];
  let memory = null; // holds the state once storage has refused it

  function read() {
    if (memory) return memory;
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return kept && Array.isArray(kept.entries) ? kept : blank();
    } catch {
      return blank();
    }
  }

  function write(state) {
    state.entries = state.entries.slice(-KEPT_ENTRIES);
    if (!memory) {
      try {
        localStorage.setItem(KEY, JSON.stringify(state));
        return;
      } catch {
        memory = state;
      }
    }
  }

  const tell = () => listeners.forEach((listener) => listener(read()));

  // Always read, change, write in one go: another tab may have written since.
  function update(change) {
    const state = read();
    change(state);
    write(state);
    tell();
  }

  write(read());
  addEventListener("storage", (event) => (event.key === KEY || event.key === null) && tell());
  return {
    read,
    update,
    reset: () => update((state) => Object.assign(state, blank())),
    onChange: (listener) => listeners.push(listener),
  };
}
