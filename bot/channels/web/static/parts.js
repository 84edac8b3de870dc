// Turns one entry into elements, by copying the <template>s of parts.html and filling their slots.
const ASKS_FOR_FEEDBACK = ["answer", "guide", "document", "documents", "route"];
const QUIET_MS = 10 * 60_000;
// Web addresses, service numbers (12345, 12315 …), numbers with an area code, and emergency numbers ending a clause.
const LINKS = /https?:\/\/[\w\-./?=&%#:~+]+|\b0\d{2,3}-\d{7,8}\b|\b12\d{3}\b|\b(?:110|119|120|122)(?=$|[，。、；！（(])/g;
const MINUTE = { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false };
const time = new Intl.DateTimeFormat("zh-CN", MINUTE);
const due = new Intl.DateTimeFormat("zh-CN", { ...MINUTE, timeZone: "Asia/Shanghai" }); // the bureau's clock

export function build(entry, before) {
  const element = { mine: buildMine, bot: buildBot, staff: buildStaff }[entry.who](entry);
  element.dataset.key = entry.key;
  if (before && entry.at - before.at > QUIET_MS) element.prepend(clock(entry.at));
  return element;
}

function buildMine({ text }) {
  return fill(copy("mine"), { text });
}

function buildBot({ reply, messageId }) {
  const turn = copy("reply");
  const bubble = turn.querySelector(".bubble");
  const parts = (reply.messages ?? []).map((message) => (message.type === "card" ? card(message) : fill(copy("bubble"), message)));
  if (reply.ticket) parts.push(ticket(reply.ticket));
  bubble.prepend(...parts);
  bubble.querySelector(".choices").append(...(reply.choices ?? []).map(choice));
  turn.querySelector(".basis").hidden = !reply.sources?.length;
  turn.querySelector(".basis ul").append(...(reply.sources ?? []).map(source));
  turn.querySelector(".chips").append(...(reply.suggestions ?? []).map(chip));
  turn.querySelector(".feedback").hidden = !messageId || !ASKS_FOR_FEEDBACK.includes(reply.kind);
  return turn;
}

function buildStaff({ text, ticket }) {
  const turn = fill(copy("reply"), { ticket });
  turn.classList.add("staff");
  const from = turn.querySelector(".from");
  from.hidden = false;
  from.after(fill(copy("bubble"), { text }));
  return turn;
}

function card(message) {
  return address(fill(copy("card"), message), message.url);
}

function source(item) {
  const row = fill(copy("source"), item);
  address(row.querySelector("a"), item.url);
  return row;
}

function ticket({ number, due: iso }) {
  const box = fill(copy("ticket"), { number, due: iso && due.format(new Date(iso)) });
  box.querySelector(".due").hidden = !iso;
  return box;
}

function choice({ label }, index) {
  const row = fill(copy("choice"), { digit: index + 1, label });
  row.querySelector("button").value = label;
  return row;
}

function chip(text) {
  const button = copy("chip");
  button.value = button.textContent = text;
  return button;
}

const copy = (name) => document.getElementById(`part-${name}`).content.firstElementChild.cloneNode(true);

function fill(element, values) {
  const slots = [...element.querySelectorAll("[data-slot]"), ...(element.dataset.slot ? [element] : [])];
  for (const slot of slots) {
    const value = values[slot.dataset.slot];
    if (value == null || value === "") continue;
    if (slot.dataset.slot === "text") slot.replaceChildren(...withLinks(String(value)));
    else slot.textContent = value;
  }
  return element;
}

function withLinks(text) {
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(LINKS)) {
    pieces.push(text.slice(end, match.index), link(match[0]));
    end = match.index + match[0].length;
  }
  return [...pieces, text.slice(end)];
}

function link(text) {
  const anchor = document.createElement("a");
  anchor.textContent = text;
  return text.startsWith("http") ? address(anchor, text) : Object.assign(anchor, { href: `tel:${text}` });
}

function address(anchor, url) {
  if (/^(https?:\/)?\//i.test(url ?? "")) {
    Object.assign(anchor, { href: url, target: "_blank", rel: "noopener noreferrer" });
  }
  return anchor;
}

function clock(at) {
  const element = document.createElement("time");
  element.className = "when";
  element.textContent = time.format(new Date(at));
  return element;
}
