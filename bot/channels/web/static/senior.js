// Large text. A cookie, so that the server draws the next page large from the first moment.
const A_YEAR_S = 365 * 24 * 3600;
const button = document.getElementById("big");

export function setSenior(on) {
  document.documentElement.classList.toggle("senior", on);
  button.setAttribute("aria-pressed", String(on));
  try {
    document.cookie = `big=${on ? 1 : 0}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
  } catch {
    // no cookies here: large until the page is closed
  }
}

const wanted = () => /(^|; )big=1/.test(document.cookie);

export function openSenior() {
  const isOn = () => document.documentElement.classList.contains("senior");
  button.setAttribute("role", "button");
  button.setAttribute("aria-pressed", String(isOn()));
  button.addEventListener("click", (event) => {
    event.preventDefault();
    setSenior(!isOn());
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    setSenior(!isOn());
  });
  // Back from another page, as it was left: the size may have been changed there.
  addEventListener("pageshow", (event) => event.persisted && setSenior(wanted()));
}
