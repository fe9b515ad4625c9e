// What the inbox does on this computer only: tells of new urgent cases, and moves by keys. All of it can be turned off.

import { announce } from "./live.js";

const tools = document.getElementById("tools");
const problem = document.getElementById("tools-problem");
const notices = document.getElementById("use-notices");
const sound = document.getElementById("use-sound");
const keys = document.getElementById("use-keys");

// ---- urgent cases

/** Tell of urgent cases that this tab has not told of yet; the first look only learns what is there. */
function tellOfUrgent() {
  const there = [...document.querySelectorAll("#urgent-now [data-number]")];
  const known = sessionStorage.getItem("urgent");
  const told = new Set((known ?? "").split(" "));
  const fresh = known === null ? [] : there.filter((item) => !told.has(item.dataset.number));
  sessionStorage.setItem("urgent", there.map((item) => item.dataset.number).join(" "));
  if (!fresh.length) return;
  announce(fresh.map((item) => item.textContent.trim()).join(" "), true);
  if (sound.checked) ring();
  if (notices.checked && Notification.permission === "granted") fresh.forEach(notify);
}

/** Only number and team: notices stand on screens that others see. */
function notify(item) {
  const notice = new Notification(item.dataset.title, { body: item.dataset.body, tag: item.dataset.title });
  notice.onclick = () => {
    window.focus();
    location.href = `/desk/cases/${item.dataset.number}`;
  };
}

function ring() {
  const audio = new AudioContext();
  const gain = new GainNode(audio, { gain: 0.0001 });
  const tone = new OscillatorNode(audio, { frequency: 660 });
  tone.connect(gain).connect(audio.destination);
  gain.gain.exponentialRampToValueAtTime(0.2, audio.currentTime + 0.05);
  gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.9);
  tone.start();
  tone.stop(audio.currentTime + 1);
  tone.onended = () => audio.close();
}

// ---- what is turned on

function remember(box, name) {
  box.checked = localStorage.getItem(name) === "on";
  box.addEventListener("change", () => {
    localStorage.setItem(name, box.checked ? "on" : "off");
    hearHidden();
  });
}

/** A page that tells of urgent cases listens while it is hidden too. */
function hearHidden() {
  document.documentElement.dataset.hears = notices.checked || sound.checked ? "hidden" : "";
}

async function allowNotices() {
  if (!notices.checked) return;
  const allowed = "Notification" in window && (await Notification.requestPermission()) === "granted";
  problem.textContent = allowed ? "" : tools.dataset.blocked;
  if (allowed) return;
  notices.checked = false;
  localStorage.setItem("desk-notices", "off");
  hearHidden();
}

// ---- keys

function move(by) {
  const links = [...document.querySelectorAll(".cases .open")];
  if (!links.length) return;
  const at = links.findIndex((link) => link.closest(".row").contains(document.activeElement));
  const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + by, 0), links.length - 1)];
  next.focus();
  next.closest(".row").scrollIntoView({ block: "nearest" });
}

function pressed(event) {
  if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  if (event.key !== "j" && event.key !== "k") return;
  event.preventDefault();
  move(event.key === "j" ? 1 : -1);
}

tools.hidden = false;
remember(notices, "desk-notices");
remember(sound, "desk-sound");
remember(keys, "desk-keys");
notices.addEventListener("change", allowNotices);
document.addEventListener("keydown", pressed);
document.addEventListener("desk:changed", tellOfUrgent);
hearHidden();
tellOfUrgent();
