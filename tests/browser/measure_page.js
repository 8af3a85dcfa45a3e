// What a reader would see of an HTML page around its picture: measures the whole document, returns faults in words.
() => {
  const LEAST_CONTRAST = 4.5; // WCAG 2, level AA, text of any size
  const faults = [];
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (color) =>
    color.slice(0, 3).reduce((sum, value, i) => {
      const share = value / 255;
      const linear = share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      return sum + linear * [0.2126, 0.7152, 0.0722][i];
    }, 0);
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const opaque = (element) => {
    const color = channels(getComputedStyle(element).backgroundColor);
    return color.length < 4 || color[3] === 1 ? color : null;
  };
  const ground = (element) => (element ? opaque(element) ?? ground(element.parentElement) : [255, 255, 255]);

  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide`);

  for (const element of document.body.querySelectorAll("*:not(svg *, script, style)")) {
    const words = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join(" ").trim();
    const box = element.getBoundingClientRect();
    if (!words || box.width < 2 || box.height < 2) continue; // no text of its own, or kept for screen readers
    const style = getComputedStyle(element);
    const ratio = contrast(channels(style.color), ground(element));
    if (ratio < LEAST_CONTRAST) faults.push(`"${words.slice(0, 40)}" has a contrast of ${ratio.toFixed(2)}`);
    if (parseFloat(style.fontSize) < 11) faults.push(`"${words.slice(0, 40)}" is ${style.fontSize} small`);
    if (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1)
      faults.push(`"${words.slice(0, 40)}" is cut`);
  }
  return faults;
}
