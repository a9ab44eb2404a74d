// The scenarios to start from, and the one that is started from now.

import {signal} from "./vendor/signals.mjs";

export const scenarios = signal([]);
export const scenario = signal(null);
// What a link asked for that is not here, and the link that is shown in its place.
export const instead = signal(null);

// What is to be known of another scenario that this one is laid beside: where it starts from, and its days.
export const days_of = ({base, set}) => ({scenario: base, set: Object.fromEntries(Object.entries(set).filter(([path]) => path === "period" || path.startsWith("period.")))});
