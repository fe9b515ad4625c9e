// A case under the hands of an advisor: drafts that survive, facts and ready answers put in where the cursor stands,
// colleagues who see that someone writes, the student's new words read out. The page works without this file;
// live.js keeps it as the server has it.

import { announce, refresh } from "./live.js";

const page = document.getElementById("case");
const number = page.dataset.case;
const token = document.querySelector("meta[name=csrf-token]")?.content ?? "";
const place = `desk-draft-${page.dataset.me}-${number}-`; // of this browser tab only, and of this advisor
const SIGN_EVERY = 5000; // milliseconds between two signs that someone writes
const answerText = () => document.querySelector("#answer #text");
const list = () => document.querySelector("#answer #sources");

// ---- after something was done

const FIELDS_OF = { reply: ["text"], note: ["note"], teach: ["question", "answer", "taught_by"] };
for (const name of FIELDS_OF[page.dataset.done] ?? []) sessionStorage.removeItem(place + name);
if (page.dataset.done === "reply") sessionStorage.removeItem(place + "sources");
const here = `/desk/cases/${number}`; // also where a form was refused: live.js looks here for what is new
if (page.dataset.done || location.pathname !== here) history.replaceState(null, "", here);
document.getElementById("problem")?.focus();

// ---- drafts

function keep(field) {
  if (field.value) sessionStorage.setItem(place + field.name, field.value);
  else sessionStorage.removeItem(place + field.name);
}

function keepSources() {
  const cited = [...(list()?.querySelectorAll("input:checked") ?? [])].map((box) => {
    const [title, about] = box.nextElementSibling.querySelectorAll("span, strong");
    return { key: box.value, title: title.textContent, about: about?.textContent ?? "" };
  });
  if (cited.length) sessionStorage.setItem(place + "sources", JSON.stringify(cited));
  else sessionStorage.removeItem(place + "sources");
}

/** What was typed and not sent, where the page comes without it. */
function restore() {
  for (const field of document.querySelectorAll("[data-draft]")) {
    const kept = sessionStorage.getItem(place + field.name);
    if (kept && field.value === field.defaultValue && !field.dataset.restored) field.value = kept;
    field.dataset.restored = "yes";
  }
  const kept = sessionStorage.getItem(place + "sources");
  if (kept && list() && !list().children.length) for (const one of JSON.parse(kept)) cite(one.key, one.title, one.about);
  const unsent = document.getElementById("unsent");
  const text = sessionStorage.getItem(place + "text");
  if (unsent && text) {
    unsent.querySelector("textarea").value = text;
    unsent.hidden = false;
  }
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-draft]")) keep(event.target);
  if (event.target.id === "text") sign();
});
document.addEventListener("change", (event) => event.target.name === "source" && keepSources());

// ---- colleagues see that someone writes

let signed = 0;
function sign() {
  if (Date.now() - signed < SIGN_EVERY) return;
  signed = Date.now();
  fetch(`/desk/cases/${number}/writing`, { method: "POST", headers: { "X-CSRF-Token": token } }).catch(() => {});
}

// ---- facts and ready answers

function put(text) {
  const field = answerText();
  const { selectionStart: start, selectionEnd: end, value } = field;
  const before = value.slice(0, start).trimEnd();
  const after = value.slice(end).trimStart();
  field.value = [before, text, after].filter(Boolean).join("\n\n");
  const at = (before ? before.length + 2 : 0) + text.length;
  field.focus();
  field.setSelectionRange(at, at);
  keep(field);
}

function cite(key, title, about) {
  if ([...list().querySelectorAll("input")].some((box) => box.value === key)) return;
  const item = document.createElement("li");
  const label = item.appendChild(document.createElement("label"));
  label.className = "cite";
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "source", value: key, checked: true });
  const words = document.createElement("span");
  words.append(Object.assign(document.createElement("strong"), { textContent: title }), " ", Object.assign(document.createElement("span"), { textContent: about }));
  label.append(box, " ", words);
  list().append(item);
}

async function find(words) {
  const facts = document.getElementById("facts");
  try {
    const response = await fetch(`/desk/cases/${number}/facts?${new URLSearchParams({ find: words })}`);
    if (!response.ok) return refresh(); // says what is wrong
    facts.innerHTML = await response.text(); // of our own server, with every word escaped
    const found = facts.querySelectorAll("li").length;
    announce(found ? `${found} found` : "Nothing found");
  } catch {
    announce("The search didn’t reach the server. Try again.");
  }
}

// ---- forms

const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = event.target;
  const pressed = event.submitter;
  const wants = pressed?.name === "do" ? pressed.value : "";
  if (wants === "find") {
    event.preventDefault();
    find(form.find.value);
  } else if (wants === "canned") {
    event.preventDefault();
    put(form.canned.selectedOptions[0].dataset.text);
  } else if (wants.startsWith("fact:")) {
    event.preventDefault();
    put(pressed.dataset.text);
    cite(pressed.dataset.keyOf, pressed.dataset.title, pressed.dataset.about);
    keepSources();
    announce("Put into your answer, with its source");
  } else if (sent.has(form)) event.preventDefault(); // pressed twice
  else if (form.method === "post") sent.add(form);
});
addEventListener("pageshow", (event) => event.persisted && location.reload()); // a page from the past would hold what was sent

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === answerText()) {
    event.preventDefault();
    event.target.form.requestSubmit(document.getElementById("send"));
  }
});

// ---- what changes while the page is open

const said = () => [...document.querySelectorAll("#case-talk [data-who]")].filter((line) => line.dataset.who === "student" || line.dataset.who === "advisor");
let heard = new Set(said().map((line) => line.dataset.key));
let looking = others();
let calm = document.getElementById("case-crisis").hidden;

function others() {
  return [...document.querySelectorAll("#case-head .other")].map((line) => line.textContent.trim());
}

document.addEventListener("desk:changed", () => {
  restore();
  const news = said().filter((line) => !heard.has(line.dataset.key));
  heard = new Set(said().map((line) => line.dataset.key));
  const arrived = others().filter((line) => !looking.includes(line));
  looking = others();
  const alarm = calm && !document.getElementById("case-crisis").hidden;
  calm = document.getElementById("case-crisis").hidden;
  if (alarm) announce(document.getElementById("crisis-title").textContent, true);
  else if (news.length) announce(`${news.at(-1).querySelector(".by strong").textContent} wrote: ${news.at(-1).querySelector(".words").textContent.trim()}`);
  else if (arrived.length) announce(arrived.join(". "));
});

restore();
