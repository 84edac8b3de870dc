// Reads the page aloud through the browser, where it has a Chinese voice; one paragraph at a time, so that it can stop.
export function openReader(button) {
  const speech = window.speechSynthesis;
  if (!speech || !button) return;
  const start = button.textContent;

  function show() {
    button.hidden = !speech.getVoices().some((voice) => voice.lang.toLowerCase().startsWith("zh"));
  }

  function setReading(on) {
    button.setAttribute("aria-pressed", String(on));
    button.textContent = on ? button.dataset.stop : start;
  }

  function read() {
    const texts = [...document.querySelectorAll("[data-speak]")].map((element) => element.textContent.trim()).filter(Boolean);
    const spoken = texts.map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: "zh-CN", rate: 0.9 }));
    spoken.at(-1).onend = () => setReading(false);
    spoken.forEach((utterance) => speech.speak(utterance));
    setReading(true);
  }

  button.addEventListener("click", () => {
    const isReading = button.getAttribute("aria-pressed") === "true";
    speech.cancel();
    if (isReading) setReading(false);
    else read();
  });
  speech.addEventListener?.("voiceschanged", show);
  addEventListener("pagehide", () => speech.cancel());
  show();
}
