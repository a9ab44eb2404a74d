// What a browser reads from a picture for the tests: its colours, and how grey it is.

const pixels = async (url, scale) => {
  const image = new Image(), canvas = document.createElement("canvas");
  image.src = url;
  await image.decode();
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const on = canvas.getContext("2d"), {width, height} = canvas;
  on.imageSmoothingQuality = "high";
  on.drawImage(image, 0, 0, width, height);
  return {width, height, data: on.getImageData(0, 0, width, height).data};
};

// The 256 most frequent colours, and for each pixel the nearest of them, as bytes in base 64.
const palette = async url => {
  const {width, height, data} = await pixels(url, 1), count = new Map();
  const of = at => (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
  const parts = colour => [colour >> 16, (colour >> 8) & 255, colour & 255];
  for (let at = 0; at < data.length; at += 4) count.set(of(at), (count.get(of(at)) ?? 0) + 1);
  const colours = [...count].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([colour]) => colour);
  const kept = colours.map(parts), near = new Map(colours.map((colour, at) => [colour, at]));
  for (const colour of count.keys()) {
    if (near.has(colour)) continue;
    const here = parts(colour), far = kept.map(one => one.reduce((sum, part, at) => sum + (part - here[at]) ** 2, 0));
    near.set(colour, far.indexOf(Math.min(...far)));
  }
  let text = "";
  for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(near.get(of(at)));
  return {width, height, colours, bytes: btoa(text)};
};

// Mean grey, 0 to 255, of squares of so many pixels, row by row.
const grey = async (url, side) => {
  const {width, height, data} = await pixels(url, 1 / side), found = [];
  for (let at = 0; at < data.length; at += 4) found.push(0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]);
  return {width, height, grey: found};
};

// Where the first of each kind of part stands on the page that is shown: left, top, width, height.
const placed = names => {
  const down = document.querySelector("dialog[open]") ? 0 : scrollY, found = {};
  for (const name of names) {
    const part = document.querySelector(name);
    if (!part?.getClientRects().length) continue;
    const {x, y, width, height} = part.getBoundingClientRect();
    found[name] = [x, y + down, width, height].map(Math.round);
  }
  return found;
};

// How wide a line of letters is in the page's own font: what tells one machine's letters from another's.
const letters = () => {
  const on = document.createElement("canvas").getContext("2d"), {fontSize, fontFamily} = getComputedStyle(document.body);
  on.font = `${fontSize} ${fontFamily}`;
  return Math.round(100 * on.measureText("Held on average 0123456789, and removed in all").width) / 100;
};
