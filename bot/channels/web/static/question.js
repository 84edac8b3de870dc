// A question asked on the page of a document, on its way to the chat. Not in the address, where others would read it.
const KEY = "assistant.question";

export function leaveQuestion(text) {
  try {
    sessionStorage.setItem(KEY, text);
    return true;
  } catch {
    return false; // no storage here: the form is sent as without a script
  }
}

export function takeQuestion() {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return text;
  } catch {
    return null;
  }
}
