/**
 * Runs in the browser beside the overview. Whatever ended the events (the service, the network, a proxy that says nothing),
 * they come no more: then the figures turn grey, and it is said since when. The overview sends one every other second.
 * htmx connects again only where it was connected once, so the page is loaded anew when the service answers that was away,
 * or that asks to sign in, unless it has said that the events are over. Where it answers all the time, only its events are
 * held up: another page would wait for them, too.
 */
export const liveness = `
const silentAfterMs = 10_000;
const askEveryMs = 5_000;
const live = document.getElementById("live");
const notLive = document.getElementById("not-live");
let last = new Date();
let isOver = false;
let wasConnected = false;
let wasAway = false;

document.addEventListener("htmx:sse:after:connection", () => {
  wasConnected = true;
});
document.addEventListener("htmx:sse:after:message", () => {
  last = new Date();
  wasAway = false;
  show();
});
live.addEventListener(live.getAttribute("hx-sse:close"), () => {
  isOver = true;
});
setInterval(show, 1000);
setInterval(comeBack, askEveryMs);

function show() {
  const isOld = !isOver && Date.now() - last.getTime() > silentAfterMs;
  if (isOld === !notLive.hidden) return;
  notLive.querySelector("time").textContent = last.toISOString().slice(0, 19).replace("T", " ") + " UTC";
  notLive.hidden = !isOld;
  live.classList.toggle("old", isOld);
}

async function comeBack() {
  if (notLive.hidden || document.hidden) return;
  const signal = AbortSignal.timeout(askEveryMs);
  const answer = await fetch(location.href, { cache: "no-store", signal }).catch(() => undefined);
  if (answer === undefined || answer.status >= 500) wasAway = true;
  else if (answer.ok && (wasAway || !wasConnected || answer.redirected) && !notLive.hidden) location.reload();
}
`;
