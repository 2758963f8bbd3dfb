// Text with marks as DOM nodes. Only text nodes and these elements are ever made: nothing a text says becomes markup.

const order = ["quote", "link", "bold", "italic", "command", "code"];
const tags = { quote: "blockquote", link: "a", bold: "strong", italic: "em", command: "button", code: "code" };
const schemes = /^(https?:\/\/|mailto:|tel:)/i;

function open([, , style, url]) {
  const element = document.createElement(tags[style]);
  if (style === "command") {
    element.type = "button";
    element.className = "command";
  }
  if (style === "link") {
    element.href = url;
    element.rel = "noopener noreferrer nofollow";
    if (/^https?:/i.test(url)) element.target = "_blank";
  }
  return element;
}

// spans: [start, end, style, url] in code points, over text.
export function marked(text, spans) {
  const letters = Array.from(text);
  const usable = spans.filter(([, , style, url]) => tags[style] && (style !== "link" || schemes.test(url)));
  const edges = new Set([0, letters.length]);
  for (const [start, end] of usable) edges.add(Math.min(start, letters.length)).add(Math.min(end, letters.length));
  const sorted = [...edges].sort((a, b) => a - b);
  const whole = document.createDocumentFragment();
  let opened = []; // [span, element], outermost first
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [from, to] = [sorted[i], sorted[i + 1]];
    const active = order
      .map((style) => usable.find((span) => span[2] === style && span[0] <= from && to <= span[1]))
      .filter(Boolean);
    let same = 0;
    while (same < opened.length && same < active.length && opened[same][0] === active[same]) same += 1;
    opened = opened.slice(0, same);
    for (const span of active.slice(same)) {
      const element = open(span);
      (opened.at(-1)?.[1] ?? whole).append(element);
      opened.push([span, element]);
    }
    (opened.at(-1)?.[1] ?? whole).append(letters.slice(from, to).join(""));
  }
  return whole;
}
