// "Exit this page", after GOV.UK's pattern (https://design-system.service.gov.uk/components/exit-this-page/): covers the
// page at once and goes on in its place, so that Back does not lead here. Shift, pressed three times, does the same.
// Without scripts the link leads on like any other.
const link = document.querySelector(".exit a");
const said = document.querySelector(".exit [aria-live]");
const WAIT = 5000; // from one press to the next
let pressed = 0,
  withAnother = false,
  timer;

function leave() {
  const referrer = document.createElement("meta"); // what `noreferrer` is for a link
  referrer.name = "referrer";
  referrer.content = "no-referrer";
  document.head.append(referrer);
  document.documentElement.classList.add("leaving");
  const cover = document.createElement("p");
  cover.id = "left";
  cover.setAttribute("role", "alert");
  document.documentElement.append(cover);
  cover.textContent = "Loading.";
  location.replace(link.href);
}

function start(words = "") {
  clearTimeout(timer);
  pressed = 0;
  said.textContent = words;
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

addEventListener("keyup", (event) => {
  if (event.key === "Shift" && !withAnother) {
    clearTimeout(timer);
    pressed += 1;
    if (pressed === 3) {
      start();
      leave();
      return;
    }
    said.textContent =
      pressed === 1 ? "Shift: press 2 more times to exit." : "Shift: press 1 more time to exit.";
    timer = setTimeout(start, WAIT, "Exit this page: too slow, so start again.");
  } else if (pressed) {
    start("Exit this page: another key was pressed, so start again.");
  }
  withAnother = event.shiftKey; // Shift with a letter lets go of both
});

// A page that a browser kept, and shows again, is as it was before.
addEventListener("pageshow", () => {
  start();
  document.documentElement.classList.remove("leaving");
  document.getElementById("left")?.remove();
});
