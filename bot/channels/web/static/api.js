// The public message API, seen from the page.
const MESSAGES = "/api/v1/messages";
const TIMEOUT_MS = 40_000;
const LONGEST_WAIT_S = 120;

export const updatesUrl = ({ session, after }) => `${MESSAGES}/${encodeURIComponent(session)}?after=${after}`;

// → {kind: "answered", reply, messageId} | {kind: "late", messageId} | {kind: "refused", error}
// | {kind: "retry", busy, seconds}: not delivered for sure, to be sent again under the same client_id.
export async function postMessage(session, { key, text, page }) {
  try {
    const response = await postJson(MESSAGES, { session, text, client_id: key, ...(page && { page }) });
    if (isPassing(response.status)) return { kind: "retry", busy: isBusy(response.status), seconds: retryAfter(response) };
    const body = await response.json();
    if (!response.ok) return { kind: "refused", error: [body.error?.message, body.error?.remedy].filter(Boolean).join(" ") };
    const messageId = body.message_id;
    return Array.isArray(body.messages) ? { kind: "answered", reply: body, messageId } : { kind: "late", messageId };
  } catch {
    return { kind: "retry", busy: false, seconds: null };
  }
}

export async function postFeedback(session, messageId, useful) {
  const response = await postJson("/api/v1/feedback", { session, message_id: messageId, useful });
  if (!response.ok) throw new Error(`feedback: ${response.status}`);
}

export async function fetchUpdates(state) {
  const response = await fetch(updatesUrl(state), { headers: { Accept: "application/json" } });
  return response.ok ? ((await response.json()).updates ?? []) : [];
}

async function postJson(url, body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: patience.signal,
      keepalive: true, // a message sent just before the page closes still leaves
    });
    return response;
  } finally {
    clearTimeout(timer);
  }
}

const isBusy = (status) => status === 429 || status === 503;
const isPassing = (status) => isBusy(status) || status >= 500 || [408, 409, 425].includes(status);

function retryAfter(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? Math.min(seconds, LONGEST_WAIT_S) : null;
}
