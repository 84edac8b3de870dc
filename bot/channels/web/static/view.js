// Draws the conversation. Data only ever becomes text (textContent) or a checked http(s) address.
import { build } from "./parts.js";

const NEAR_BOTTOM_PX = 160;
const log = document.getElementById("log");
const newest = document.getElementById("newest");
const typing = document.getElementById("typing");
const drawn = new Map();

export function draw(state) {
  removeGone(new Set(state.entries.map((entry) => entry.key)));
  const wasAtEnd = isAtEnd();
  let previous = log.firstElementChild; // the greeting
  let fresh = null;
  let before = null;
  for (const entry of state.entries) {
    let element = drawn.get(entry.key);
    if (!element) {
      element = fresh = build(entry, before);
      drawn.set(entry.key, element);
      previous.after(element);
    }
    refresh(element, entry);
    previous = element;
    before = entry;
  }
  typing.hidden = !state.entries.some((entry) => entry.state === "sending");
  if (fresh) bringIntoView(fresh, wasAtEnd);
}

export function scrollToEnd() {
  log.scrollTop = log.scrollHeight;
}

export function focusLastMine() {
  [...log.querySelectorAll(".mine")].pop()?.focus({ preventScroll: true });
}

export const keyOf = (element) => element.closest("[data-key]")?.dataset.key;

function removeGone(keys) {
  for (const [key, element] of drawn) {
    if (keys.has(key)) continue;
    element.remove();
    drawn.delete(key);
  }
}

function refresh(element, entry) {
  if (element.dataset.state !== entry.state) element.dataset.state = entry.state ?? "";
  if (entry.error) element.querySelector("[data-slot=error]").textContent = entry.error;
  for (const button of element.querySelectorAll(".feedback [data-act]")) {
    button.setAttribute("aria-pressed", String(entry.useful === (button.dataset.act === "useful")));
  }
  const thanks = element.querySelector(".thanks");
  if (thanks) thanks.hidden = entry.useful === undefined;
}

const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_BOTTOM_PX;

// A long answer is read from its first line; someone who scrolled up to read is not pulled away.
function bringIntoView(element, wasAtEnd) {
  if (!wasAtEnd && !element.classList.contains("mine")) {
    newest.hidden = false;
    return;
  }
  const question = element.previousElementSibling;
  const top = question?.classList.contains("mine") ? question : element;
  log.scrollTop = Math.min(log.scrollHeight, top.offsetTop - log.offsetTop - 8);
}

newest.addEventListener("click", scrollToEnd);
log.addEventListener("scroll", () => isAtEnd() && (newest.hidden = true), { passive: true });
