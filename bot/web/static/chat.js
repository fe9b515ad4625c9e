// The chat without reloads. The page works without this file: every button and the field stand in real forms.

import { place, plain, reply as drawReply, turn as drawTurn } from "./cards.js";
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
  if (button?.name === "do") forget();
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
  const turn = drawTurn(text, say("you"));
  before?.removeAttribute("id");
  log.append(turn);
  if (typed) setField("");
  settleFocus(turn, button);
  for (const form of offered) form.hidden = true;
  bringIn(turn);
  const clocks = [setTimeout(() => announce(say("thinking")), SLOW), setTimeout(() => longWait(turn), VERY_SLOW)];
  if (unsent?.text !== text || unsent.choice !== choice) unsent = { text, choice, event_id: randomId() };
  const answer = await post(unsent);
  clocks.forEach(clearTimeout);
  if (!answer.problem) {
    unsent = null;
    for (const form of offered) if (!starters.includes(form)) form.remove();
    return show(turn, answer);
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
  turn.querySelector(".pending").replaceWith(drawReply(answer, place(dictionary, answer, number)));
  announce(plain(answer));
}

function longWait(turn) {
  turn.querySelector(".pending")?.append(say("long_wait"));
}

function bringIn(element) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
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
  const response = await fetch("/api/messages", { method: "DELETE" }).catch(() => null);
  if (!response?.ok) return fail(response ? say("error_server") : say("error_offline"));
  for (const turn of log.querySelectorAll(".turn")) turn.remove();
  for (const form of starters) form.hidden = false;
  clearError();
  setField("");
  unsent = null;
  document.getElementById("welcome-title").focus();
  scrollTo(0, 0);
  announce(say("deleted"));
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
if (latest?.querySelector(".pending")) waiting = fetchPending(latest).finally(() => (waiting = null));
count();

/** A message that was accepted before the page was loaded and not answered yet: ask until it is. */
async function fetchPending(turn) {
  for (let seconds = 1; seconds < 60; seconds *= 1.5) {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const response = await fetch("/api/messages").catch(() => null);
    const answer = response?.ok ? (await response.json()).turns.at(-1)?.reply : null;
    if (answer) return show(turn, answer);
  }
  longWait(turn);
}
