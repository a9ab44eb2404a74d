// The page's markup: templates without a build step.

import htm from "./vendor/htm.mjs";
import {h} from "./vendor/preact.mjs";

export const html = htm.bind(h);
