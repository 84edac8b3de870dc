// How the conversation changes. Entries: {key, who: "mine", text, page, state, messageId?, at},
// {key, who: "bot", reply, messageId, useful?, at} and {key, who: "staff", text, ticket, at}.
// `state` of mine: sending | busy | failed | late | refused | answered.
import { randomId } from "./store.js";

export const isUnsent = (entry) => entry.who === "mine" && ["sending", "busy"].includes(entry.state);

export function addMine(state, text, page) {
  state.entries.push({ key: randomId(), who: "mine", text, page, state: "sending", at: Date.now() });
}

export function settle(state, key, outcome) {
  const index = state.entries.findIndex((entry) => entry.key === key);
  if (index < 0) return; // cleared meanwhile
  const mine = state.entries[index];
  mine.state = outcome.kind;
  mine.messageId = outcome.messageId;
  mine.error = outcome.error;
  if (outcome.reply) insertReply(state, index + 1, outcome.reply, outcome.messageId);
}

export function addUpdate(state, update) {
  if (update.id <= state.after) return false;
  state.after = update.id;
  if (!update.reply) {
    const { text, ticket } = update;
    state.entries.push({ key: `update-${update.id}`, who: "staff", text, ticket: ticket?.number ?? ticket, at: Date.now() });
    return true;
  }
  const messageId = update.message_id ?? update.reply.message_id;
  settleLate(state, messageId);
  const index = state.entries.findIndex((entry) => entry.who === "mine" && messageId && entry.messageId === messageId);
  return insertReply(state, index < 0 ? state.entries.length : index + 1, update.reply, messageId, `update-${update.id}`);
}

// An exchange the server rendered because this script was not there yet.
export function addExchange(state, session, { text, message_id, reply }) {
  if (state.entries.some((entry) => entry.messageId === message_id)) return;
  if (!state.entries.length) state.session = session;
  state.entries.push({ key: message_id, who: "mine", text, state: "answered", messageId: message_id, at: Date.now() });
  insertReply(state, state.entries.length, reply, message_id);
}

export function offered(state, text) {
  const choices = state.entries.slice(-1)[0]?.reply?.choices ?? [];
  const digit = /^[1-9１-９]$/.test(text) ? text.normalize("NFKC") : 0;
  return choices[digit - 1]?.label ?? text;
}

function insertReply(state, index, reply, messageId, key = `reply-${messageId}`) {
  const known = state.entries.some((entry) => entry.who === "bot" && messageId && entry.messageId === messageId);
  if (!known) state.entries.splice(index, 0, { key, who: "bot", reply, messageId, at: Date.now() });
  return !known;
}

function settleLate(state, messageId) {
  for (const entry of state.entries) {
    if (entry.state === "late" && (!messageId || entry.messageId === messageId)) entry.state = "answered";
  }
}
