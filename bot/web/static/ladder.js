// Draws a ladder: the same elements as the ladder macro of templates/cards.html.

import { h, icon, marks, rows } from "./elements.js";

/** Steps that rise from where the student stands to the goal. */
export function ladder(item, at) {
  const tag = (name, values) => h("p", { class: "tag" }, at.say(name, values));
  return [
    h(
      "div",
      { class: "drawing" },
      h(
        "div",
        { class: item.steps.length > 6 ? "climb" : `climb stand of-${item.steps.length}` },
        h("div", { class: "now" }, tag("now"), h("p", { class: "step-title" }, item.start_title), item.start_pay_text && h("p", { class: "pay" }, item.start_pay_text)),
        h("ol", { class: "stairs", role: "list" }, item.steps.map((step) => stair(step, item.exits_label, at, tag))),
        h("p", { class: "goal" }, h("span", { class: "tag" }, at.say("goal")), " ", h("strong", null, item.goal)),
      ),
    ),
    rows(item.totals, at, "totals"),
    details(item, at),
  ];
}

function stair(step, label, at, tag) {
  return h(
    "li",
    { class: `step step-${step.number}` },
    tag("step", { number: step.number }),
    h("p", { class: "step-title" }, step.title),
    h("p", { class: "weeks" }, step.weeks_text),
    step.pay_text && h("p", { class: "pay" }, h("span", null, at.say("pay_after")), ` ${step.pay_text}`),
    exits(step.exits, label, at),
  );
}

/** Every step with all its facts, and the whole in words. */
function details(item, at) {
  const section = (title, ...content) => h("section", { class: "step-detail" }, h("h4", null, title), ...content);
  return h(
    "details",
    { class: "in-detail" },
    h("summary", null, at.say("ladder_details")),
    item.steps.map((step) =>
      section(`${at.say("step", { number: step.number })}: ${step.title}`, h("p", null, step.why), rows(step.rows, at), exits(step.exits, item.exits_label, at)),
    ),
    section(at.say("ladder_text"), h("p", null, item.text)),
  );
}

/** Jobs a step opens, as doors out of the stairs. */
function exits(items, label, at) {
  if (!items.length) return null;
  const one = (exit) =>
    h("li", null, icon("door"), h("span", { class: "exit-title" }, exit.title), " ", h("span", { class: "exit-pay" }, exit.pay, marks(exit.sources, at)));
  return h("div", { class: "exits" }, h("p", { class: "exits-label" }, label), h("ul", null, items.map(one)));
}
