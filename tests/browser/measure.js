() => {
  const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const parse = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = parse(color).slice(0, 3).map((v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if ((parse(color)[3] ?? 1) > 0.99) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = (element) => {
    const [high, low] = [luminance(getComputedStyle(element).color), luminance(ground(element))].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const ownText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const all = [...document.body.querySelectorAll("*")].filter(visible);
  const width = document.documentElement.clientWidth;
  const seen = all.filter((element) => !element.closest(".vh, .skip"));
  const texts = seen.filter(ownText).map((element) => ({
    text: element.textContent.trim().slice(0, 20),
    size: parseFloat(getComputedStyle(element).fontSize),
    contrast: contrast(element),
  }));
  const inline = (element) => element.matches(".text a");
  const targets = seen.filter((element) => element.matches("button, a[href], textarea") && !inline(element));
  return {
    overflowing: seen
      .filter((element) => element.getBoundingClientRect().right > width + 0.5 || element.getBoundingClientRect().left < -0.5)
      .map((element) => element.outerHTML.slice(0, 120)),
    targets: targets.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return { text: element.textContent.trim(), width, height };
    }),
    texts,
    body: parseFloat(getComputedStyle(document.body).fontSize),
    largest: Math.max(...texts.map((text) => text.size)),
  };
}
