// The forms under Have your say. Without this script they can be filled in, sent (where there is a way to send) and printed.
// With it: the priority in the address is chosen, words become a text to copy, print or e-mail, nothing is sent twice,
// and a failure is told on the page with the words still there. Nothing is kept on the device.

// What only a script can make true stands in the page as text: browsers without scripts show what is merely hidden.
for (const part of document.querySelectorAll("[data-script]")) part.innerHTML = part.dataset.script;

const form = document.querySelector(".say-form");
const made = document.querySelector(".own-copy");
const text = made.querySelector("textarea");
const fields = [...form.querySelectorAll("[name]")];
const named = (name) => fields.filter((field) => field.name === name);
const [subject, page] = ["subject", "page"].map((name) => named(name)[0]);
const [thoughts, email, telephone] = ["thoughts", "email", "telephone"].map((id) =>
  document.getElementById(id),
);
const typed = [thoughts, email, telephone].filter(Boolean); // what can be wrong
const status = form.querySelector(".say-status");
const failed = document.getElementById("say-failed");
const WAIT = 30000; // milliseconds until a silent endpoint counts as failed
const PATIENCE = 10000; // and until a post that brought no page may be tried again
const LONG = 1800; // signs that every mail program takes in a link

let sending = false;
let patience; // the timer of a post that the browser makes
// That the words were sent stands in this entry of the browser's history, so that they are not sent again by mistake after
// Back. The words themselves never do.
const remember = (sent) => history.replaceState(sent ? { sent } : null, "");

form.noValidate = true;

const asked = new URLSearchParams(location.search).get("priority");
const choice = named("about").find((choice) => choice.dataset.priority === asked);
// After Back or a reload the reader's own choice counts, not the address.
if (asked && choice && performance.getEntriesByType("navigation")[0]?.type === "navigate")
  choice.checked = true;

// A field's question, as it stands on the page.
const question = (field) => {
  const set = field.closest("fieldset");
  return (
    field.type === "radio"
      ? set.querySelector("legend")
      : form.querySelector(`label[for="${field.id}"]`)
  ).textContent.trim();
};

// What was filled in, question by question, as plain text. It begins with the plan that it is about, and the page.
function composed() {
  const lines = [subject.value, page.value, ""];
  for (const field of fields) {
    if (
      field.type === "hidden" ||
      (field.type === "radio" && !field.checked) ||
      !field.value.trim()
    )
      continue;
    lines.push(question(field), field.value.trim(), "");
  }
  return `${lines.join("\n").trim()}\n`;
}

function say(what) {
  status.textContent = "";
  status.textContent = what;
}

// What is wrong with a field: the name of the message that says so, or nothing.
function fault(field) {
  const needed =
    field === thoughts || form.querySelector("[name=answer]:checked")?.dataset.needs === field.id;
  if (!field.value.trim()) return needed ? "empty" : "";
  return field.validity.typeMismatch ? "unlike" : "";
}

const note = (field) => document.getElementById(`${field.id}-wrong`);

// Says beside a field what is wrong with it, or takes that back. Returns whether it is right.
function right(field) {
  const what = fault(field);
  note(field).textContent = note(field).dataset[what] ?? "";
  field.setAttribute("aria-invalid", what !== "");
  const told = what ? [`${field.id}-wrong`, `${field.id}-hint`] : [`${field.id}-hint`];
  field.setAttribute("aria-describedby", told.join(" "));
  return !what;
}

// Whether all fields are right. If not, goes to the first that is wrong.
function filled() {
  const wrong = typed.filter((field) => !right(field));
  wrong[0]?.focus();
  return !wrong.length;
}

// A message goes as soon as the field is right; none comes while somebody writes. What is changed was not sent yet.
form.addEventListener("input", () => {
  if (history.state?.sent) remember(false);
  for (const field of typed) if (note(field).textContent && !fault(field)) right(field);
});

function fail() {
  failed.hidden = false;
  failed.focus();
  say("");
}

async function send() {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      credentials: "omit",
      signal: stop.signal,
    });
    if (!answer.ok) throw new Error(answer.status);
    remember(true);
    location.assign(form.dataset.thanks);
  } catch {
    fail();
  } finally {
    clearTimeout(timer);
    sending = false;
  }
}

form.addEventListener("submit", (event) => {
  failed.hidden = true;
  if (sending || !filled()) return event.preventDefault();
  if (history.state?.sent) {
    event.preventDefault();
    remember(false); // whoever presses again means it
    return say(status.dataset.again);
  }
  sending = true;
  say(status.dataset.sending);
  if ("fetch" in form.dataset) {
    event.preventDefault();
    send();
  } else {
    remember(true);
    // Stop, or an answer without a page, leaves the reader here. Then the button works again, and asks first.
    patience = setTimeout(() => {
      sending = false;
      say(status.dataset.waiting);
    }, PATIENCE);
  }
});

// Back from another page: the words are as they were, and what was sent is not sent again unless it is changed.
addEventListener("pageshow", () => {
  clearTimeout(patience);
  sending = false;
  say("");
});

// What is printed: all of the text, however long, which a box with a bar to scroll would cut off.
const paper = made.querySelector(".paper");
const mail = made.querySelector("[data-do=mail]");
function follow() {
  paper.textContent = text.value;
  if (!mail) return;
  const body = text.value.replace(/\r?\n/g, "\r\n");
  const long = body.length > LONG;
  const about = `${subject.value}: ${named("about").find((choice) => choice.checked).value}`;
  const parts = [`subject=${encodeURIComponent(about)}`];
  if (!long) parts.push(`body=${encodeURIComponent(body)}`);
  mail.href = `mailto:${form.dataset.email}?${parts.join("&")}`;
  made.querySelector(".say-copied").textContent = long ? status.dataset.long : "";
}

const actions = {
  make() {
    if (!filled()) return;
    text.value = composed();
    made.hidden = false;
    document.body.classList.add("has-own-copy");
    follow();
    document.getElementById("made-heading").focus();
  },
  async copy() {
    const note = made.querySelector(".say-copied");
    note.textContent = "";
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      note.textContent = status.dataset.copied;
    } catch {
      note.textContent = document.execCommand("copy")
        ? status.dataset.copied
        : status.dataset.select;
    }
  },
  print: () => window.print(),
};

text.addEventListener("input", follow);
for (const button of document.querySelectorAll("button[data-do]"))
  button.addEventListener("click", actions[button.dataset.do]);
