// The people behind the program: who is there, what they say, and answers that come later. A stream brings them while there is a case or a message waits.

const AGAIN = [5, 15, 60]; // seconds until a stream that failed is tried again
const POLL = 30; // seconds between two looks where the stream is not to be had

const HELD = "held";
const NONE = "none";

/**
 * Follow a conversation. `page` says what to do: `said(one)`, `reply(event, answer)`, `desk(present)`, `deleted()`, and knows
 * `newest()` (the id of the last that was said), `pending()` (whether an answer is still to come) and `empty()` (nothing to lose).
 */
export function follow(page, present) {
  let stream = null;
  let clock = 0;
  let failures = 0;
  let hiddenAt = 0;
  let told = 0; // how often the stream said who is there

  const wanted = () => present.state !== NONE || page.pending();

  function open() {
    clearTimeout(clock);
    if (stream || !wanted()) return;
    stream = new EventSource(`/api/events?after=${page.newest()}`);
    clock = setTimeout(poll, POLL * 1000); // something between here and there may hold a stream back
    stream.addEventListener("open", () => (clearTimeout(clock), look()));
    stream.addEventListener("said", (event) => page.said(JSON.parse(event.data)));
    stream.addEventListener("reply", (event) => late(JSON.parse(event.data)));
    stream.addEventListener("desk", (event) => (told++, show(JSON.parse(event.data))));
    stream.addEventListener("deleted", () => (close(), page.deleted()));
    stream.addEventListener("full", () => (close(), (clock = setTimeout(poll, POLL * 1000))));
    stream.addEventListener("error", () => stream?.readyState === EventSource.CLOSED && retry());
  }

  function close() {
    clearTimeout(clock);
    stream?.close();
    stream = null;
  }

  function retry() {
    close();
    clock = setTimeout(() => look().then(open), AGAIN[Math.min(failures++, AGAIN.length - 1)] * 1000);
  }

  async function poll() {
    await look();
    if (wanted()) clock = setTimeout(poll, POLL * 1000);
  }

  /** Take over all that is there: what came between two streams, or while the page slept. */
  async function look() {
    const before = told;
    const response = await fetch("/api/messages").catch(() => null);
    if (!response?.ok) return;
    failures = 0;
    const history = await response.json();
    if (!history.turns.length && !page.empty()) return page.deleted();
    for (const turn of history.turns) if (turn.reply) page.reply(turn.event_id, turn.reply);
    for (const one of history.said) page.said(one);
    if (told === before) show(history.desk); // else the stream was faster, and says it once only
  }

  function late({ event_id, reply }) {
    page.reply(event_id, reply);
    rest();
  }

  function show(next) {
    present = next;
    page.desk(present);
    rest();
  }

  function rest() {
    if (!wanted()) close();
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (wanted() && Date.now() - hiddenAt > POLL * 1000) (close(), open());
  });
  addEventListener("online", () => (close(), open()));
  addEventListener("pageshow", (event) => event.persisted && (close(), open()));
  addEventListener("pagehide", close);
  open();

  return {
    open,
    close,
    /** After an answer that may have brought in a person. */
    async look() {
      await look();
      open();
    },
    /** The student goes on with the program; a word of what went wrong, else nothing. */
    async resume() {
      const response = await fetch("/api/resume", { method: "POST" }).catch(() => null);
      if (response?.ok) await look();
      return response?.ok;
    },
    forget() {
      close();
      show({ ...present, state: NONE, text: "", can_resume: false });
    },
  };
}

/** Put who is there above the field, and into the page's head. */
export function bar(present, say) {
  const held = present.state === HELD;
  document.getElementById("chat").toggleAttribute("data-held", held);
  document.getElementById("presence").hidden = present.state === NONE;
  const text = document.getElementById("presence-text");
  if (text.textContent !== present.text) text.textContent = present.text;
  text.lang = present.language;
  document.getElementById("resume").hidden = !present.can_resume;
  const nature = document.querySelector("#nature [data-word]");
  nature.dataset.word = held ? "with_person" : "not_a_person";
  nature.textContent = say(nature.dataset.word);
}

/** Count in the title what came while nobody looked. */
export function counter(say) {
  let count = 0;
  const write = () => (document.title = count ? say("news", { count, title: say("title") }) : say("title"));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !count) return;
    count = 0;
    write();
  });
  return () => {
    if (!document.hidden) return;
    count += 1;
    write();
  };
}
