// The input row: grows with the text, sends on Enter (not while a pinyin input method is composing).
const TALLEST_PX = 160;

export function openComposer(form, submit) {
  const box = form.querySelector("textarea");

  function fit() {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, TALLEST_PX)}px`;
  }

  function send(event) {
    event.preventDefault();
    if (submit(box.value)) box.value = "";
    fit();
  }

  form.addEventListener("submit", send);
  box.addEventListener("input", fit);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    send(event);
  });
  return {
    // Gives back what the server refused, unless something new is being written.
    restore(text) {
      if (!box.value) box.value = text;
      fit();
    },
  };
}
