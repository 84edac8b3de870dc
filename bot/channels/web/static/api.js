// The public message API, seen from the page.
const MESSAGES = "/api/v1/messages";
const TIMEOUT_MS = 40_000;
const LONGEST_WAIT_S = 120;

export const updatesUrl = ({ session, after }) => `${MESSAGES}/${encodeURIComponent(session)}?after=${after}`;

// → {kind: "answered", reply, messageId} | {kind: "late", messageId}: taken, the reply comes with the updates
// | {kind: "refused", error} | {kind: "retry", busy, seconds}: not delivered for sure, to be sent again under the
// same client_id.
export async function postMessage(session, { key, text, page }) {
  try {
    const response = await postJson(MESSAGES, { session, text, client_id: key, ...(page && { page }) });
    const body = await response.json().catch(() => null);
    if (body?.error?.code === "still_thinking") return { kind: "late", messageId: body.message_id };
    if (isPassing(response.status)) return { kind: "retry", busy: isBusy(response.status), seconds: retryAfter(response) };
    if (body?.error) return { kind: "refused", error: [body.error.message, body.error.remedy].filter(Boolean).join(" ") };
    if (Array.isArray(body?.messages)) return { kind: "answered", reply: body, messageId: body.message_id };
  } catch {
    // no connection
  }
  return { kind: "retry", busy: false, seconds: null }; // or an answer that is not ours: a hotspot's login page
}

export async function postFeedback(session, messageId, useful) {
  const response = await postJson("/api/v1/feedback", { session, message_id: messageId, useful });
  if (!response.ok) throw new Error(`feedback: ${response.status}`);
}

// → {updates, seconds}: `seconds` is how long the server asks to be left alone, null when it does not.
export async function fetchUpdates(state) {
  const response = await fetch(updatesUrl(state), { headers: { Accept: "application/json" } });
  const updates = response.ok ? ((await response.json()).updates ?? []) : [];
  return { updates, seconds: isBusy(response.status) ? retryAfter(response) : null };
}

// A little longer, each time by another share: pages that were refused together do not come back together.
export const spread = (time) => time * (1 + Math.random() / 2);

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
