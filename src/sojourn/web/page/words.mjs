// Numbers and days as text.

export const count = value => value == null ? "–" : Math.round(value).toLocaleString("en-US");

export const plain = value => value == null ? "–" : Number(value).toLocaleString("en-US", {maximumFractionDigits: 4});

const day = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "long", year: "numeric", timeZone: "UTC"});
const month = new Intl.DateTimeFormat("en-GB", {month: "short", year: "numeric", timeZone: "UTC"});

export const at = iso => new Date(`${iso}T00:00:00Z`);
export const longDay = iso => day.format(at(iso));
export const shortMonth = date => month.format(date);
export const dayOf = (start, tick) => new Date(at(start).getTime() + tick * 86400000);

// So many figures; a number just between two goes to the even one, as on every other screen.
const figures = (value, many) => {
  const [digits, exponent] = value.toExponential(60).split("e"), all = digits.replace(".", "");
  const even = /[02468]$/.test(all.slice(0, many)) && /^50*$/.test(all.slice(many));
  return even ? Number(`${digits.slice(0, many + 1)}e${exponent}`) : Number(value.toPrecision(many));
};

// Three figures at most: a simulated count is not known to more.
export const short = (value, unit) => {
  if (value == null) return "–";
  if (typeof value === "string") return value;
  if (value < 0) return `−${short(-value, unit)}`;
  if (unit === "share") return `${Math.round(value * 100)}\u00a0%`;
  if (unit === "days") return count(value);
  const size = Math.abs(value), mark = unit === "USD" ? "$" : "";
  if (size === 0) return `${mark}0`;
  const near = figures(value, size < 100 && !Number.isInteger(value) ? 2 : 3);
  for (const [scale, word] of [[1e12, "\u00a0tn"], [1e9, "\u00a0bn"], [1e6, "\u00a0mn"]])
    if (Math.abs(near) >= scale) return `${mark}${plain(near / scale)}${word}`;
  return `${mark}${plain(near)}`;
};

// Two ends of a band, with what both have said once: `1.06 to 1.47 mn`.
export const ends = (low, high, unit) => {
  const [one, other] = [short(low, unit), short(high, unit)];
  if (one === other) return `always ${one}`;
  const word = /\u00a0(tn|bn|mn|%)$/;
  const same = word.exec(one)?.[1] === word.exec(other)?.[1] && word.test(one);
  return `${same ? one.replace(word, "") : one} to ${other}`;
};

// A band of differences, each end with its sign.
export const signed = (low, high, unit) => {
  const one = value => Math.abs(value) < 1e-12 ? "0" : `${value > 0 ? "+" : "−\u2060"}${unit === "share" ? `${Math.round(Math.abs(value) * 100)} points` : short(Math.abs(value), unit)}`;
  return one(low) === one(high) ? `always ${one(low)}` : `${one(low)} to ${one(high)}`;
};

export const difference = (value, other, unit) => {
  if (typeof value !== "number" || typeof other !== "number") return null;
  const change = value - other;
  const text = unit === "share" ? `${Math.round(Math.abs(change) * 100)} points` : short(Math.abs(change), unit);
  if (change === 0 || /^\$?0$/.test(text) || text === "0 points") return "the same";
  return `${change > 0 ? "+" : "−"}${text}`;
};

export const GRADES = {
  A: "official", B: "press, research, copies", C: "assumed or fitted", plan: "the plan’s own number", yours: "set by you",
};

// The number in a text such as "60,000 beds" or "20 per week"; null where it is written in another way, or in one that
// some read as thousands: "60.000".
export const numberIn = text => {
  if (/^\s*[-+]?[1-9]\d{0,2}(\.000)+(?![\d.])/.test(String(text))) return null;
  const found = /^\s*([-+]?[\d,_]*\.?\d+(?:e[-+]?\d+)?)\s*(%|[a-zA-Z][^0-9]*)?$/.exec(String(text));
  const value = found ? Number(found[1].replace(/[,_]/g, "")) : NaN;
  return Number.isFinite(value) ? value : null;
};
