// Asking the server. Nothing else is ever asked.

export class Problems extends Error {
  constructor(problems, status) {
    super(problems.map(one => one.message).join("; "));
    this.problems = problems;
    this.status = status;
  }
}

const answered = async response => {
  let said = null;
  try { said = await response.json(); } catch { /* no JSON */ }
  if (response.ok) return said;
  throw new Problems(said?.problems ?? [{path: "", message: `The server answered ${response.status}.`, allowed: null}], response.status);
};

export const get = async (path, signal) => answered(await fetch(path, {signal}));

export const post = async (path, body, signal) => answered(await fetch(path, {
  method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify(body), signal,
}));

// A name for this page alone, so that a newer request takes the place of an older one.
export const client = Array.from(crypto.getRandomValues(new Uint8Array(12)), one => one.toString(16).padStart(2, "0")).join("");

// Follow what goes on at an address: `heard` is told each event, `lost` that the server is gone. Gives what stops it.
export const follow = (address, heard, lost) => {
  const stream = new EventSource(address);
  let over = false;
  const stop = () => { over = true; stream.close(); };
  for (const name of ["waiting", "progress", "done", "failed", "stopped"])
    stream.addEventListener(name, event => {
      if (over) return;
      if (name !== "progress" && name !== "waiting") stop();
      heard(name, JSON.parse(event.data));
    });
  stream.onerror = () => { if (!over) { stop(); lost(); } };
  return stop;
};

// How many are before whoever waits, in words.
export const before = ({before: many}) => many > 0 ? `Waiting: ${many === 1 ? "one request is" : `${many} requests are`} before yours…` : null;

const wait = milliseconds => new Promise(done => setTimeout(done, milliseconds));

// Wait until the server is there and able.
export const there = async told => {
  for (;;) {
    try {
      const health = await get("/api/health");
      if (health.ready) return health;
      told?.(health.broken ? "broken" : "ready");
    } catch { told?.("gone"); }
    await wait(700);
  }
};
