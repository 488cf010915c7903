// The search page: reads the question from the address, looks it up, and lists plain links. Where the question means
// danger, help comes first, before anything is loaded, and the question is kept nowhere.
// Nothing is sent anywhere. Whatever fails, the page offers the A to Z below, as it does without this script.

import { bare, bareNames, dangers, without } from "./danger.js";
import { slips, stem, words } from "./words.js";

const page = document.documentElement;
const main = document.querySelector("[data-search]");
// What the page hands over: `places`, `dangers`, the ids of its lines of help (`lines`), and those of chapters (`helps`).
const known = JSON.parse(main.dataset.known);

const MOST = 30; // results
const FEW = 3; // results, below which those that fit fewer words follow
const STEP = 4; // milliseconds of work at a time
const HANDED = "asked: "; // before a question that the tab's name holds
const SOON = 1000; // milliseconds, after which the page says that it is at work
const LATE = 3000; // after which nobody is left waiting
// Words that say nothing of the subject. They are left out of the index and passed over in a question.
const QUIET = new Set(
  "a about after am an and are as at be been by can cannot can't cant do does doesn't don't dont for from get getting got had has have having how i i'm if in into is it its me mean means my of on or our s she so someone t that the their there they this to up us want was we what when where which while who whose why will with you your".split(
    " ",
  ),
);
// Words that most questions may have. They are looked up, but the question is answered by what fits the others.
const SOFT = new Set(
  "advice find help helping info information local near nearby need needing needs service services support supporting".split(
    " ",
  ),
);

// Words that mean something else than their stem, as a cancer screening is no screen.
const WHOLE = ["feeding", "forced", "hearing", "pooled", "screening", "sectioned"];

// What the index holds for a word: its stem, or nothing. Kept, since the same few thousand words come again and again.
const stems = new Map([
  ...[...QUIET].map((word) => [word, null]),
  ...WHOLE.map((word) => [word, word]),
]);
function term(word) {
  if (!stems.has(word)) stems.set(word, stem(word));
  return stems.get(word);
}

// How much a find counts, by the first word of its kind: a form and what is for partners repeat a chapter's name, and a
// paper says in its own words what a page says in plain ones.
const weights = { Chapter: 2, Word: 0.7, Form: 0.3, For: 0.3, Paper: 0.3 };

const settings = {
  idField: "u",
  fields: ["t", "n", "m", "k", "x"],
  storeFields: ["t", "n", "k", "x", "l", "d"],
  extractField: (entry, field) =>
    Array.isArray(entry[field]) ? entry[field].join(" . ") : entry[field],
  tokenize: words,
  processTerm: term,
  searchOptions: {
    boost: { t: 6, n: 5, m: 3, k: 2 },
    prefix: (term) => term.length > 4,
    weights: { prefix: 0.5, fuzzy: 0 },
    boostDocument: (_, __, entry) => weights[entry.k.split(/[ ,]/)[0]] ?? 1,
  },
};

// The known word that someone most likely meant: one slip for every five letters; a short word's last letter must be
// right. Of two that are as near, the one of the same length.
function meant(typed, known) {
  const alike = (word) =>
    word[0] === typed[0] && (typed.length > 5 || word.slice(-1) === typed.slice(-1));
  const near = known
    .filter(alike)
    .map((word) => [slips(typed, word), Math.abs(word.length - typed.length), word]);
  const [far, , word] = near.sort((a, b) => a[0] - b[0] || a[1] - b[1])[0] || [Infinity];
  return typed.length > 3 && far <= typed.length / 5 ? word : undefined;
}

// Settles when the page has been painted, or in three seconds where no browser tells or nobody looks.
const painted = new Promise((seen) => {
  setTimeout(seen, 3000);
  if ("PerformanceObserver" in globalThis)
    new PerformanceObserver(seen).observe({ type: "paint", buffered: true });
});

// The index. Its entries are asked for at once. It is made when the page stands, in steps of some milliseconds, so that
// a slow phone shows the page first and still answers its user.
async function load(address) {
  const library = painted.then(() => import("./vendor/minisearch-7.2.0.js"));
  const [{ default: MiniSearch }, answer] = await Promise.all([library, fetch(address)]);
  if (!answer.ok) throw new Error(answer.statusText);
  const entries = await answer.json();
  const index = new MiniSearch(settings);
  let step = performance.now();
  for (const entry of entries) {
    index.add(entry);
    if (performance.now() - step < STEP) continue;
    await (globalThis.scheduler?.yield?.() ?? new Promise((next) => setTimeout(next)));
    step = performance.now();
  }
  return { index, entries };
}

// What is found, what of it bears the question as its name, the words that it was found for, and the words for which
// there was nothing. Each result knows the words that it `lacks`.
function find({ index, entries }, question) {
  const typed = words(question);
  const left = without(known.places, typed.map(bare));
  const rest = typed.filter((_, n) => left[n]);
  const asked = [...new Set(rest.some(term) ? rest : typed)].filter(term);
  const missed = asked.filter((word) => !index.search(word).length);
  // The words of all titles and names, among which the right one for a misspelt word is looked for.
  const names = missed.length
    ? words(entries.flatMap((entry) => [entry.t, ...entry.n, ...entry.m]).join(" "))
    : [];
  const right = [...new Set(names)].filter((word) => word.length > 3);
  const used = asked
    .map((word) => (missed.includes(word) ? meant(word, right) : word))
    .filter(Boolean);
  const firm = used.filter((word) => !SOFT.has(word));
  const telling = firm.length ? firm : used;
  const all = index.search(used.join(" "));
  for (const result of all)
    result.lacks = telling.filter((word) => !result.queryTerms.includes(term(word)));
  // What is asked for by a name of its own, word for word, comes first, with or without the place and "help with".
  const key = (text) => text.map(term).filter(Boolean).sort().join(" ");
  const wholes = new Set([key(typed), key(used), key(telling)]);
  const named = all.filter((result) =>
    [result.t, ...result.n.split(" . ")].some((name) => wholes.has(key(words(name)))),
  );
  // Then what fits most of the words. Where that is next to nothing, and nothing is named so, what fits fewer follows.
  const found = [...named];
  for (
    let lacking = 0;
    lacking < telling.length && (lacking === 0 || (!named.length && found.length < FEW));
    lacking += 1
  ) {
    found.push(
      ...all.filter((result) => result.lacks.length === lacking && !named.includes(result)),
    );
  }
  return { found, named, used, missed };
}

// The sentences of a text around the first word that was found, with the found words marked. It reads no further.
function passage(text, terms) {
  const hits = function* (part) {
    for (const word of part.matchAll(/[\p{L}\p{N}'\u2019]+/gu))
      if (words(word[0]).some((of) => terms.has(term(of)))) yield word;
  };
  const at = hits(text).next().value?.index ?? 0;
  let start = text.lastIndexOf(". ", at) + 1;
  if (at - start > 120) start = text.lastIndexOf(" ", at - 100);
  while (text[start] === " ") start += 1;
  const end = text.length - start > 220 ? text.lastIndexOf(" ", start + 220) : text.length;
  const shown = text.slice(start, end);
  const p = document.createElement("p");
  let done = 0;
  for (const hit of hits(shown)) {
    const mark = document.createElement("mark");
    mark.textContent = hit[0];
    p.append(shown.slice(done, hit.index), mark);
    done = hit.index + hit[0].length;
  }
  p.append(shown.slice(done) + (end < text.length && !shown.endsWith(".") ? "\u00a0..." : ""));
  return p;
}

const quoted = (texts) => texts.map((text) => `\u201c${text}\u201d`).join(" or ");

// A paragraph of one class, with a text.
function line(name, text) {
  const p = document.createElement("p");
  p.className = name;
  p.textContent = text;
  return p;
}

// What is in another language says so.
const spoken = (element, { l, d }) => (l ? Object.assign(element, { lang: l, dir: d }) : element);

function entry(result) {
  const li = document.createElement("li");
  const heading = document.createElement("h3");
  const link = document.createElement("a");
  link.href = main.dataset.root + result.id;
  link.textContent = result.t;
  heading.append(spoken(link, result));
  li.append(heading, line("kind", result.k));
  if (result.lacks.length) li.append(line("kind", `Without ${quoted(result.lacks)}`));
  li.append(spoken(passage(result.x, new Set(result.terms)), result));
  return li;
}

const title = document.title;
const say = document.getElementById("count");
const list = document.getElementById("results");
const help = document.getElementById("help-now");
const lines = new Map(
  [...(help?.querySelectorAll("li") || [])].map((line, n) => [known.lines[n], line]),
);
const form = document.getElementById("question").form;
// Only heard: the results' own headings are of the third level.
const above = Object.assign(document.createElement("h2"), {
  className: "visually-hidden",
  textContent: "Results",
});
let loaded;

// Shows these lines of help, by their ids, after these sentences.
function assist(ids, sentences) {
  for (const line of lines.values()) line.hidden = true;
  for (const id of new Set(ids)) {
    const line = lines.get(id);
    line.hidden = false;
    line.parentNode.append(line);
  }
  document.getElementById("help-for").textContent = sentences.join(" ");
  help.hidden = false;
}

// Help before anything else. The question stands neither in the address nor in a field or a title.
function rescue(kinds) {
  if (location.search) history.replaceState(null, "", location.pathname);
  for (const field of document.querySelectorAll("input[name=q]")) field.value = "";
  assist(
    kinds.flatMap((kind) => kind.help),
    kinds.map((kind) => kind.plain),
  );
  form.before(help);
  const heading = document.getElementById("get-help");
  heading.tabIndex = -1;
  heading.focus();
}

// The quick way off the site, for those who ask about abuse, with all that it can do.
const exit = document.querySelector(".exit");
function wayOff() {
  exit.hidden = false;
  const style = Object.assign(document.createElement("link"), {
    rel: "stylesheet",
    href: new URL("exit.css", import.meta.url),
  });
  document.head.append(style);
  import("./exit.js");
}

// The A to Z in place of results, with a sentence that says why.
function offer(sentence) {
  page.classList.remove("asked");
  list.hidden = true;
  say.textContent = sentence;
}

// Lists what is found for a question, and says how many there are. A question that is kept nowhere is not repeated.
function answer({ found: all, named, used, missed }, question, secret) {
  const found = secret && missed.length ? [] : all; // nothing that is about other things is put before someone in danger
  const number = found.length === 1 ? "1 result" : `${found.length || "No"} results`;
  const count = secret
    ? number
    : `${number} for ${quoted([found.length && missed.length ? used.join(" ") : question])}`;
  const said = [`${count}.`];
  if (found.length > MOST) said.push(`The first ${MOST} are shown.`);
  if (found.length && missed.length && !secret)
    said.push(`Nothing was found for ${quoted(missed)}.`);
  if (found.length && found[0].lacks.length && !named.length && !secret)
    said.push("Nothing has all of the words.");
  say.textContent = said.join(" ");
  document.title = secret ? title : `${count}: ${title}`;
  document.getElementById("none").hidden = secret || found.length > 0;
  page.classList.toggle("asked", found.length > 0);
  list.hidden = !found.length;
  if (found.length) list.before(above);
  else above.remove();
  list.replaceChildren(...found.slice(0, MOST).map(entry));
}

// The question in the address, or nothing.
const inAddress = () => (new URLSearchParams(location.search).get("q") || "").trim();

// Answers a question: the one in the address, if none is given. Called again, it does not load the index again.
export async function show(question = inAddress()) {
  for (const field of document.querySelectorAll("input[name=q]")) field.value = question;
  if (!question) return;
  const soon = setTimeout(() => (say.textContent = "Looking \u2026"), SOON);
  const late = setTimeout(offer, LATE, "Still looking. Meanwhile, you can use the A to Z below.");
  try {
    // Room for the results, so that nothing jumps when they come. They stand instead of the A to Z, whose layout would
    // take a slow phone half a second.
    page.classList.add("asked");
    const kinds = dangers(question, known.dangers);
    if (help) help.hidden = !kinds.length;
    if (kinds.some((kind) => kind.exit)) wayOff();
    if (kinds.length) rescue(kinds);
    loaded ??= load(new URL(main.dataset.search, location.href));
    const answers = find(await loaded, question);
    answer(answers, question, kinds.length > 0);
    if (kinds.length) return;
    // For the bare name of an illness or a service, its chapter comes first, and help stands below.
    const below = [
      ...bareNames(question, known.dangers).flatMap((kind) => kind.help),
      ...answers.named.flatMap((result) => known.helps[result.id] ?? []),
    ];
    if (!below.length) return;
    assist(below, []);
    list.after(help);
  } catch (error) {
    console.error(error);
    loaded = undefined;
    offer("The search does not work at the moment. Use the A to Z below.");
  } finally {
    clearTimeout(soon);
    clearTimeout(late);
  }
}

const means = (question) => dangers(question, known.dangers).length > 0;

// What means danger does not leave this page, so that it stands in no log.
document.addEventListener("submit", (event) => {
  const question = event.target.elements.q?.value.trim();
  if (!question || !means(question)) return;
  event.preventDefault();
  show(question);
});

// What came here in the address goes on to this page without it, as a redirect that browsers leave out of their lists of
// pages visited. The tab's name hands it over, and is emptied at once.
const asked = inAddress();
if (means(asked)) {
  window.name = HANDED + asked;
  location.replace(location.pathname);
} else {
  const handed = window.name.startsWith(HANDED) ? window.name.slice(HANDED.length) : undefined;
  if (handed) window.name = "";
  document.getElementById("unanswered").hidden = true;
  if (exit) exit.hidden = true;
  show(handed);
}
