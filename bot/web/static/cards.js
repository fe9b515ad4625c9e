// Draws a turn and everything in it: the same elements as the macros of templates/cards.html.

import { h, icon, link, prose, rows, safe } from "./elements.js";
import { ladder } from "./ladder.js";

/** Where we are: the wording in the reply's language, its turn's number, the number of each of its sources by id. */
export function place(dictionary, reply, number) {
  const words = dictionary[reply.language] ?? dictionary.en;
  return {
    number,
    order: new Map(reply.sources.map((source, index) => [source.id, index + 1])),
    say: (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole),
  };
}

/** A turn whose reply is not there yet; `event` is the id of its message. */
export function turn(text, you, event) {
  return h("article", { class: "turn", id: "latest", "data-event": event }, h("h2", { class: "unseen", "data-word": "you" }, you), h("p", { class: "said" }, text), pending());
}

function pending() {
  return h("div", { class: "pending" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")));
}

export function reply(answer, at) {
  if (answer.outcome === "handed_off_held") return h("p", { class: "sent", lang: answer.language }, at.say("sent"));
  const crisis = answer.topic === "crisis";
  const other = answer.language === "es" ? "en" : "es";
  return h(
    "div",
    { class: crisis ? "reply crisis" : "reply", lang: answer.language },
    h("h2", { class: "unseen" }, at.say("answer")),
    answer.messages.map((message, index) => [
      h("div", { class: "prose", lang: crisis && index > 0 && other }, prose(message, crisis)),
      crisis && index === 0 && calls(message, at),
    ]),
    answer.cards.length > 0 && h("div", { class: "cards" }, answer.cards.map((item) => card(item, at))),
    answer.sources.length > 0 && sources(answer.sources, at),
    answer.choices.length > 0 && choices(answer.choices, at),
  );
}

/** What an advisor says, or a notice such as "Ana is here". */
export function people(one, at) {
  const person = one.kind === "advisor";
  const what = () => (one.team ? at.say("a_person", { team: one.team }) : at.say("person"));
  return h(
    "section",
    { class: person ? "person" : "notice", "data-said": one.id, lang: one.language },
    person ? h("h2", { class: "who" }, icon("person"), h("span", null, one.name), h("span", { class: "what" }, what())) : h("h2", { class: "unseen" }, at.say("notice")),
    one.messages.map((message) => h("div", { class: "prose" }, prose(message, person))),
    one.sources.length > 0 && sources(one.sources, at),
    one.choices.length > 0 && choices(one.choices, at),
  );
}

/** What is read out when a reply arrives. */
export function plain(answer) {
  return [...answer.messages, ...answer.cards.map((item) => item.title)].join("\n");
}

/** Large buttons for the numbers of a crisis text. */
function calls(message, at) {
  const call = (url, name, number) => h("a", { class: "call", href: url }, at.say(name, { number }));
  return h(
    "p",
    { class: "calls" },
    message.includes("988") && [call("tel:988", "call", "988"), call("sms:988", "text", "988")],
    message.includes("911") && call("tel:911", "call", "911"),
  );
}

function card(item, at) {
  return h(
    "article",
    { class: `card card-${item.kind}` },
    h("p", { class: "kind" }, icon(item.kind), at.say(`kind_${item.kind}`)),
    h("h3", null, item.title),
    item.ladder?.names.length ? h("ul", { class: "names" }, item.ladder.names.map((name) => h("li", null, name))) : item.subtitle && h("p", { class: "subtitle" }, item.subtitle),
    item.label && h("p", { class: "label" }, item.label),
    item.text && h("div", { class: "prose" }, prose(item.text)),
    item.ladder && ladder(item.ladder, at),
    rows(item.rows, at),
    item.link && safe(item.link.url) && h("p", { class: "link" }, link(item.link.label, item.link.url, at)),
  );
}

function sources(items, at) {
  const one = (source, index) =>
    h(
      "li",
      { id: `source-${at.number}-${index + 1}` },
      h("p", { class: "source-title" }, safe(source.url) ? link(source.title, source.url, at) : source.title),
      h("p", { class: "source-about" }, `${source.publisher}. ${at.say("as_of", { date: date(source.as_of, at) })}`),
      source.demonstration && h("p", { class: "label" }, at.say("source_invented")),
    );
  return h("details", { class: "sources" }, h("summary", null, at.say("sources", { count: items.length })), h("ol", null, items.map(one)));
}

/** An ISO 8601 date written out. */
function date(iso, at) {
  const [year, month, day] = iso.split("-").map(Number);
  return at.say("date", { year, month: at.say("months").split(", ")[month - 1], day });
}

function choices(items, at) {
  const one = (choice) => h("button", { class: "choice", name: "choice", value: `${choice.send}\t${choice.label}` }, choice.label);
  return h("form", { class: "choices", method: "post", action: "/", "data-chat": true }, h("p", null, at.say("choices")), items.map(one));
}
