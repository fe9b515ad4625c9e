// Keeps a page of the desk as the server has it, without reload. The page works without this file.
//
//   <main data-live="/desk/live">        the stream that says when the page changed (bot/desk/pages/stream.py)
//   <section id="rows" data-region>      is brought up to date in place: the page is fetched anew, and what differs is changed.
//                                        Focus, scroll, open details and what is typed stay. data-key tells children apart.
//   <div data-keep>                      inside a region: left alone
//   <time datetime data-span data-before="answer within %" data-after="late by %">   kept true as time passes
//   #live-polite, #live-urgent           are read out (announce)
//   #live-lost, #live-ended              are shown while there is no news, and when the session is over
//
// After each update the event "desk:changed" is sent on the document.

const EVERY = 60000; // milliseconds after which a page that heard nothing looks for itself
const PATIENCE = 6000; // milliseconds without a stream until the page says so
const LEADER = "desk-live-hidden"; // of the hidden pages of a browser one stays at the ear: connections are few

const address = document.querySelector("[data-live]")?.dataset.live;
let stream = null;
let fetching = null;
let again = false;
let over = false;
let lostTimer = 0;
let retryTimer = 0;

/** Read something out, once; urgent words at once, others when there is a pause. */
export function announce(text, urgent = false) {
  const region = document.getElementById(urgent ? "live-urgent" : "live-polite");
  if (!region) return;
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 60);
}

/** Fetch this page anew and change what differs. Calls that come meanwhile are one more round. */
export async function refresh() {
  if (over) return;
  if (fetching) return void (again = true);
  fetching = fetchPage();
  await fetching;
  fetching = null;
  if (again) {
    again = false;
    await refresh();
  }
}

async function fetchPage() {
  try {
    const response = await fetch(location.href, { headers: { Accept: "*/*", "X-Desk-Live": "1" }, credentials: "same-origin" });
    if (response.status === 401) return end();
    if (!response.ok) return;
    show(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    lost();
  }
}

/** Bring the regions of this page to what another page has. */
function show(page) {
  document.title = page.title;
  for (const region of document.querySelectorAll("[data-region]")) {
    const fresh = page.getElementById(region.id);
    if (fresh) morph(region, fresh);
  }
  tell();
  document.dispatchEvent(new CustomEvent("desk:changed"));
}

const OWN = { DETAILS: ["open"], DIALOG: ["open"], INPUT: ["value", "checked"], OPTION: ["selected"] }; // what its user has set

function morph(old, fresh) {
  const own = OWN[old.nodeName] ?? [];
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !own.includes(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (!own.includes(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (old.nodeName !== "TEXTAREA") children(old, fresh);
}

function children(old, fresh) {
  let at = old.firstChild;
  const keyed = new Map([...old.children].filter(key).map((child) => [key(child), child]));
  for (const next of [...fresh.childNodes]) {
    const known = key(next) && keyed.get(key(next));
    if (known && known !== at) old.insertBefore(known, at);
    else if (!known && !(at && same(at, next))) {
      old.insertBefore(document.importNode(next, true), at);
      continue;
    }
    const here = known || at;
    if (here.nodeType === Node.ELEMENT_NODE) here.hasAttribute("data-keep") || morph(here, next);
    else if (here.data !== next.data) here.data = next.data;
    at = here.nextSibling;
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    if (gone.nodeType !== Node.ELEMENT_NODE || !gone.hasAttribute("data-keep")) gone.remove();
  }
}

function key(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id || "" : "";
}

function same(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && key(one) === key(other);
}

// ---- times

/** The span between a moment and now, as the server writes it (words.html). */
function span(milliseconds) {
  const minutes = Math.floor(Math.abs(milliseconds) / 60000);
  if (minutes < 60) return `${Math.max(minutes, 1)} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 && hours < 6 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return `${Math.floor(hours / 24)} d`;
}

function tell() {
  for (const time of document.querySelectorAll("time[data-span]")) {
    const past = Date.now() - Date.parse(time.dateTime);
    const words = past < 0 ? time.dataset.before : time.dataset.after;
    const text = (words ?? "%").replace("%", span(past));
    if (time.textContent !== text) time.textContent = text;
    if (time.dataset.late) time.classList.toggle(time.dataset.late, past >= 0);
  }
}

// ---- the stream

function listen() {
  if (stream || over || !address) return;
  stream = new EventSource(address);
  stream.addEventListener("opened", () => {
    found();
    refresh(); // what changed between the page and the stream
  });
  stream.addEventListener("changed", refresh);
  stream.addEventListener("ended", end);
  stream.addEventListener("error", () => {
    lost();
    if (stream?.readyState !== EventSource.CLOSED) return; // it tries again by itself
    hush();
    clearTimeout(retryTimer);
    retryTimer = setTimeout(async () => {
      await refresh(); // finds out whether the session is over
      listen();
    }, 5000);
  });
}

function hush() {
  stream?.close();
  stream = null;
}

function lost() {
  lostTimer ||= setTimeout(() => toggle("live-lost", true), PATIENCE);
}

function found() {
  clearTimeout(lostTimer);
  lostTimer = 0;
  toggle("live-lost", false);
}

function end() {
  over = true;
  hush();
  found();
  toggle("live-ended", true);
}

function toggle(id, shown) {
  const element = document.getElementById(id);
  if (element && element.hidden === shown) element.hidden = !shown;
}

/** A hidden page lets go of its stream, but one of a browser's, which goes on hearing what is urgent. */
function hidden() {
  const wanted = document.documentElement.dataset.hears === "hidden";
  if (!wanted || !navigator.locks) return hush();
  navigator.locks.request(LEADER, { ifAvailable: true }, (lock) => {
    if (!lock) return hush();
    return new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
  });
}

if (address) {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return hidden();
    if (stream) refresh();
    listen();
  });
  addEventListener("pagehide", hush);
  addEventListener("pageshow", (event) => {
    if (event.persisted) listen();
  });
  if (!document.hidden) listen();
  setInterval(() => document.hidden || refresh(), EVERY);
}
setInterval(tell, 15000);
