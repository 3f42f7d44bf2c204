/**
 * Runs in the browser beside the overview. Whatever ended the events (the service, the network, a proxy that says nothing),
 * they come no more: then the figures turn grey, and it is said since when. The overview sends one every other second.
 */
export const liveness = `
const silentAfterMs = 10_000;
const live = document.getElementById("live");
const notLive = document.getElementById("not-live");
let last = new Date();

document.addEventListener("htmx:sse:after:message", () => {
  last = new Date();
  show();
});
setInterval(show, 1000);

function show() {
  const isOld = Date.now() - last.getTime() > silentAfterMs;
  if (isOld === !notLive.hidden) return;
  notLive.querySelector("time").textContent = last.toISOString().slice(0, 19).replace("T", " ") + " UTC";
  notLive.hidden = !isOld;
  live.classList.toggle("old", isOld);
}
`;
