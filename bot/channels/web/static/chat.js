// Wires the page: what the citizen does → the store → the outbox; what arrives → the store → the view.
import { postFeedback } from "./api.js";
import { openComposer } from "./composer.js";
import { addExchange, addMine, addUpdate, offered } from "./conversation.js";
import { openOutbox } from "./outbox.js";
import { takeQuestion } from "./question.js";
import { openSenior, setSenior } from "./senior.js";
import { openStore } from "./store.js";
import { followUpdates } from "./updates.js";
import { draw, focusLastMine, keyOf, scrollToEnd } from "./view.js";

const form = document.getElementById("ask");
const log = document.getElementById("log");
const store = openStore();
const outbox = openOutbox(store, delivered);
const updates = followUpdates(store, received, () => outbox.send());
const composer = openComposer(form, say);

function say(text, byButton = false) {
  if (!text.trim()) return false;
  store.update((state) => addMine(state, offered(state, text.trim()), form.elements.page.value));
  if (byButton) focusLastMine(); // the pressed chip is gone; from here Tab leads to the reply
  outbox.send();
  return true;
}

function delivered(outcome, entry) {
  updates.ensure();
  if (outcome.kind === "refused") composer.restore(entry.text);
  if (outcome.reply) obey(outcome.reply);
}

function received(update) {
  let isNew = false;
  store.update((state) => (isNew = addUpdate(state, update)));
  if (isNew && update.reply) obey(update.reply);
}

function obey(reply) {
  if (reply.entry === "chat.bigger-text") setSenior(true);
}

async function rate(key, useful) {
  const set = (value) => store.update(({ entries }) => (entries.find((entry) => entry.key === key).useful = value));
  const { session, entries } = store.read();
  const { messageId, useful: earlier } = entries.find((entry) => entry.key === key);
  set(useful);
  await postFeedback(session, messageId, useful).catch(() => set(earlier));
}

log.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  event.preventDefault(); // without this script chips submit the form
  const { act } = button.dataset;
  if (act === "say") say(button.value, true);
  else if (act === "retry") outbox.send();
  else rate(keyOf(button), act === "useful");
});

function openClear(button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!confirm(button.dataset.confirm)) return;
    store.reset();
    updates.restart();
    form.elements.text.focus();
  });
}

function watchConnection(notice) {
  const show = () => (notice.hidden = navigator.onLine);
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}

// iOS lays the keyboard over the page without resizing it; only the visual viewport knows.
function watchKeyboard(viewport) {
  viewport?.addEventListener("resize", () => {
    if (viewport.scale > 1.01) return; // zoomed in by two fingers, no keyboard
    document.body.style.height = `${viewport.height}px`;
    scrollTo(0, 0);
  });
}

function adoptExchange(rendered) {
  if (!rendered) return;
  const exchange = JSON.parse(rendered);
  store.update((state) => addExchange(state, form.elements.session.value, exchange));
  obey(exchange.reply);
}

adoptExchange(document.body.dataset.exchange);
if (document.body.dataset.exchange) document.getElementById("exchange").remove();
log.setAttribute("aria-live", "off"); // a restored conversation is not read out
draw(store.read());
if (store.read().entries.length) scrollToEnd();
setTimeout(() => log.setAttribute("aria-live", "polite"), 500);
store.onChange(draw);
openSenior();
openClear(document.getElementById("clear"));
watchConnection(document.getElementById("offline"));
watchKeyboard(window.visualViewport);
outbox.send();
updates.restart();
const question = takeQuestion();
if (question) say(question);
