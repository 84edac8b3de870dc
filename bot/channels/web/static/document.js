// Wires a page that is read: large text, reading aloud, and the question box, which leads to the chat.
import { openComposer } from "./composer.js";
import { leaveQuestion } from "./question.js";
import { openReader } from "./reader.js";
import { openSenior } from "./senior.js";

function ask(form, text) {
  if (!text.trim()) return false;
  if (leaveQuestion(text)) location.assign(form.dataset.chat);
  else form.submit();
  return true;
}

openSenior();
openReader(document.getElementById("listen"));
const form = document.getElementById("ask");
if (form) openComposer(form, (text) => ask(form, text));
