// Small parts that cards and ladders are made of. All text goes in as text, never as markup.

/** An element with attributes and children; children that are null, false or "" are left out. */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child || child === 0));
  return element;
}

export function icon(name) {
  return h("span", { class: `icon icon-${name}` });
}

export function rows(items, at, kind = "rows") {
  if (!items?.length) return null;
  return h("dl", { class: kind }, items.map((row) => h("div", null, h("dt", null, row.label), h("dd", null, row.value, marks(row.sources, at)))));
}

/** The numbers of a fact's sources, each leading to the source in the list. */
export function marks(ids, at) {
  return (ids ?? [])
    .filter((id) => at.order.has(id))
    .map((id) => at.order.get(id))
    .map((number) => h("sup", null, h("a", { class: "mark", href: `#source-${at.number}-${number}`, "aria-label": at.say("source", { number }) }, number)));
}

export function safe(url) {
  return /^(https|mailto|tel):/.test(url ?? "");
}

/** A link; only addresses that are `safe` may come here. */
export function link(label, url, at) {
  if (!url.startsWith("https:")) return h("a", { href: url }, label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label, h("span", { class: "unseen" }, ` (${at.say("new_tab")})`));
}

/** Text with line breaks, and lines beginning with "- " as lists. */
export function prose(text, dial = false) {
  const blocks = [];
  let open = "";
  for (const line of text.split("\n")) {
    const kind = line.startsWith("- ") ? "ul" : line.trim() ? "p" : "";
    if (kind && kind !== open) blocks.push(h(kind));
    else if (kind === "p") blocks.at(-1).append(h("br"));
    if (kind === "ul") blocks.at(-1).append(h("li", null, words(line.slice(2), dial)));
    else if (kind) blocks.at(-1).append(...words(line, dial));
    open = kind;
  }
  return blocks;
}

/** A line; where `dial` is set its phone numbers can be called. */
export function words(line, dial) {
  if (!dial) return [line];
  return line.split(" ").flatMap((word, index) => {
    const [, before, number, after] = word.match(/^([.,;:!?()¡¿"']*)(.*?)([.,;:!?()¡¿"']*)$/s);
    const digits = number.replaceAll("-", "");
    const space = index > 0 ? " " : "";
    const callable = /^\d+$/.test(digits) && (["911", "988"].includes(digits) || [7, 10, 11].includes(digits.length));
    return callable ? [space + before, h("a", { class: "number", href: `tel:${digits}` }, number), after] : [space + word];
  });
}
