// The chat without reloads. The page works without this file: every button and the field stand in real forms.

import { people as drawPeople, place, plain, reply as drawReply, turn as drawTurn } from "./cards.js";
import { bar, counter, follow } from "./desk.js";
import { words as drawWords } from "./elements.js";

const SLOW = 2500; // milliseconds until "looking this up" is read out
const VERY_SLOW = 10000; // and until it is written that the wait is long
const NEAR = 300; // characters left from which they are counted

const chat = document.getElementById("chat");
const log = document.getElementById("log");
const field = document.getElementById("text");
const errorLine = document.getElementById("error");
const countLine = document.getElementById("count");
const announcer = document.getElementById("announcer");
const menu = document.getElementById("menu");
const starters = [...document.querySelectorAll(".starters")];

const dictionary = JSON.parse(chat.dataset.words);
const maxChars = Number(chat.dataset.max);

let waiting = null; // the promise of the message on its way
let sending = null; // the event id of the message that is on its way to the server
let unsent = null; // what failed last, so that sending it again is known to be the same message

function say(name, values = {}) {
  const words = dictionary[document.documentElement.lang] ?? dictionary.en;
  return words[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** Read something out, once. */
function announce(text) {
  announcer.textContent = "";
  requestAnimationFrame(() => (announcer.textContent = text));
}

// ---- sending

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-chat]")) return;
  event.preventDefault();
  const button = event.submitter;
  menu.open = false;
  if (button?.value === "delete") forget();
  else if (button?.value === "resume") resume();
  else if (button?.name === "choice") send(button.textContent.trim(), button.value.split("\t")[0], button);
  else if (button?.name === "text") send(button.value, null, button);
  else send(field.value, null, null);
});

/** Send a message: typed, or by a button (whose `choice` is believed only if it was offered). */
function send(text, choice, button) {
  const typed = !choice && !button;
  if (waiting) return announce(say("one_moment"));
  if (!text.trim()) return field.focus();
  const over = [...text].length - maxChars;
  if (over > 0) return fail(say("over", { count: over }));
  waiting = exchange(text, choice, button, typed).finally(() => (waiting = null));
}

async function exchange(text, choice, button, typed) {
  clearError();
  const before = document.getElementById("latest");
  const offered = [...(before?.querySelectorAll(".choices") ?? []), ...starters.filter((form) => !form.hidden)];
  if (unsent?.text !== text || unsent.choice !== choice) unsent = { text, choice, event_id: randomId() };
  const turn = drawTurn(text, say("you"), unsent.event_id);
  before?.removeAttribute("id");
  log.append(turn);
  if (typed) setField("");
  settleFocus(turn, button);
  for (const form of offered) form.hidden = true;
  bringIn(turn);
  const clocks = [setTimeout(() => announce(say("thinking")), SLOW), setTimeout(() => longWait(turn), VERY_SLOW)];
  sending = unsent.event_id;
  const answer = await post(unsent);
  sending = null;
  clocks.forEach(clearTimeout);
  if (!answer.problem) {
    unsent = null;
    for (const form of offered) if (!starters.includes(form)) form.remove();
    if (answer.messages) return show(turn, answer);
    longWait(turn); // accepted: the answer comes by the stream
    return people.look();
  }
  const hadFocus = turn.contains(document.activeElement);
  turn.remove();
  if (before) before.id = "latest";
  for (const form of offered) form.hidden = false;
  if (typed) setField([text, field.value].filter(Boolean).join("\n"));
  if (hadFocus) (button?.offsetParent ? button : field).focus();
  fail(answer.problem, answer.wait);
}

/** The reply, or `{problem}` in words for the student. */
async function post(message) {
  let response;
  try {
    response = await fetch("/api/messages", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(message) });
  } catch {
    return { problem: say("error_offline") };
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  return { problem: (response.status < 500 || response.status === 503) && body?.error ? body.error : say("error_server"), wait: Number(response.headers.get("retry-after")) || 0 };
}

function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// ---- what is on the page

/** Put a reply in its turn and read it out. */
function show(turn, answer) {
  if (speak(answer.language)) bringIn(turn);
  const number = [...log.querySelectorAll(".turn")].indexOf(turn) + 1;
  const drawn = drawReply(answer, place(dictionary, answer, number));
  if (!turn.querySelector(".pending")) return;
  turn.querySelector(".pending").replaceWith(drawn);
  if (turn.querySelector("[data-said]")) drawn.querySelector(".choices")?.remove();
  announce(plain(answer) || drawn.textContent);
  if (["handed_off_requested", "handed_off_held", "crisis"].includes(answer.outcome)) people.look();
}

function longWait(turn) {
  turn.querySelector(".pending")?.append(say("long_wait"));
}

function bringIn(element) {
  const behavior = calm() ? "auto" : "smooth";
  if (held()) scrollTo({ top: document.documentElement.scrollHeight, behavior });
  else element.scrollIntoView({ block: "start", behavior });
}

/** With a person the newest stands at the end, as in a letter; an answer of the program begins at the top. */
function held() {
  return "held" in chat.dataset;
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** After a pressed button is gone: into the field; on a touch screen to the turn, or the keyboard would hide the answer. */
function settleFocus(turn, button) {
  if (document.activeElement === field) return;
  if (matchMedia("(pointer: coarse)").matches && button) {
    turn.tabIndex = -1;
    turn.focus({ preventScroll: true });
    turn.addEventListener("blur", () => turn.removeAttribute("tabindex"), { once: true });
  } else field.focus({ preventScroll: true });
}

/** Turn the page's own wording to the language of the conversation; whether it was in another. */
function speak(language) {
  if (!dictionary[language] || document.documentElement.lang === language) return false;
  document.documentElement.lang = language;
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-word]")) element.replaceChildren(...drawWords(say(element.dataset.word), "dial" in element.dataset));
  for (const element of document.querySelectorAll("[data-other]")) element.lang = language === "es" ? "en" : "es";
  for (const button of document.querySelectorAll(".example")) button.value = button.textContent;
  document.getElementById("other-language").value = say("other_language_text");
  field.placeholder = say("placeholder");
  return true;
}

// ---- the field

field.form.noValidate = true;

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  field.form.requestSubmit();
});

field.addEventListener("input", () => {
  grow();
  count();
});

function setField(text) {
  field.value = text;
  grow();
  count();
}

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function count() {
  const left = maxChars - [...field.value].length;
  countLine.hidden = left > NEAR;
  countLine.classList.toggle("over", left < 0);
  countLine.textContent = left > NEAR ? "" : say(left < 0 ? "over" : "left", { count: Math.abs(left) });
}

// ---- when it does not work

let errorClock = 0;

/** A kind word beside the field; `wait` seconds until sending is possible again. */
function fail(text, wait = 0) {
  clearTimeout(errorClock);
  const full = wait > 0 ? `${text} ${say("wait", { count: wait })}` : text;
  errorLine.textContent = full;
  errorLine.hidden = false;
  field.setAttribute("aria-invalid", "true");
  announce(full);
  if (wait > 0) errorClock = setTimeout(clearError, wait * 1000);
}

function clearError() {
  clearTimeout(errorClock);
  errorLine.hidden = true;
  errorLine.textContent = "";
  field.removeAttribute("aria-invalid");
}

// ---- deleting

async function forget() {
  await waiting;
  people.close();
  const response = await fetch("/api/messages", { method: "DELETE" }).catch(() => null);
  if (!response?.ok) people.open();
  if (!response?.ok) return fail(response ? say("error_server") : say("error_offline"));
  clearPage();
  document.getElementById("welcome-title").focus();
  scrollTo(0, 0);
  announce(say("deleted"));
}

function clearPage() {
  for (const turn of log.querySelectorAll(".turn")) turn.remove();
  for (const form of starters) form.hidden = false;
  clearError();
  setField("");
  unsent = null;
  people.forget();
}

// ---- the menu, sources, printing

document.addEventListener("click", (event) => {
  if (menu.open && !menu.contains(event.target)) menu.open = false;
  const mark = event.target.closest?.(".mark");
  const source = mark && document.getElementById(mark.hash.slice(1));
  if (source) source.closest("details").open = true;
});

menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

addEventListener("beforeprint", () => {
  for (const details of log.querySelectorAll("details")) details.open = true;
});

// ---- coming back to the page

const latest = document.getElementById("latest");
if (latest && !location.hash) {
  history.scrollRestoration = "manual"; // for this once: begin at the newest turn
  latest.scrollIntoView({ block: "start" });
  addEventListener("load", () => setTimeout(() => (history.scrollRestoration = "auto")));
}
count();

// ---- people

document.querySelector(".look").remove(); // with this script nobody has to look
const noteNews = counter(say);
const people = follow(
  {
    newest: () => Math.max(0, ...[...log.querySelectorAll("[data-said]")].map((one) => Number(one.dataset.said))),
    pending: () => [...log.querySelectorAll(".turn")].some((turn) => turn.querySelector(".pending") && turn.dataset.event !== sending),
    empty: () => !log.querySelector(".turn") || sending !== null,
    said: showSaid,
    reply(event, answer) {
      const turn = event !== sending && log.querySelector(`.turn[data-event="${CSS.escape(event)}"]`);
      if (turn && turn.querySelector(".pending")) show(turn, answer);
    },
    desk: (present) => bar(present, say),
    deleted() {
      clearPage();
      announce(say("deleted_elsewhere"));
    },
  },
  JSON.parse(chat.dataset.desk),
);

/** Put what a person said, or a notice, under the newest message, once. */
function showSaid(one) {
  const turn = document.getElementById("latest");
  if (!turn || log.querySelector(`[data-said="${one.id}"]`)) return;
  const atEnd = innerHeight + scrollY > document.documentElement.scrollHeight - 200;
  const focused = turn.querySelector(".choices")?.contains(document.activeElement);
  for (const form of turn.querySelectorAll(".choices")) form.remove();
  if (focused) field.focus({ preventScroll: true });
  const drawn = drawPeople(one, place(dictionary, one, `said${one.id}`));
  turn.append(drawn);
  if (held() && atEnd) bringIn(drawn);
  else if (turn.getBoundingClientRect().bottom > 0) drawn.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
  announce([one.name, ...one.messages].filter(Boolean).join(": "));
  noteNews();
}

async function resume() {
  const done = await people.resume();
  if (!done) fail(say("error_server"));
  field.focus({ preventScroll: true });
}
