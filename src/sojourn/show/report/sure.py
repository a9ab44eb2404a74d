"""How sure the answer is: what the bands of many runs hold, and what a single run cannot tell, with what would."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sojourn.results.kept import Kept
from sojourn.show.pictures.words import holding

DRAWS = 100
"""Draws that a reader of a single run is advised to make."""
CAUSES = {"chance": "mostly chance", "not_known": "mostly not knowing", "both": "both, or too few runs to tell"}
NAMED = 5
"""Numbers that move the answer most, told at the most."""

Cell = Callable[[str], str]


def sure(kept: Kept, keys: Sequence[str], assumed: int, label: Cell, cell: Cell) -> dict[str, Any]:
    """What a report says of it, as plain data.

    Args:
        kept: the run, or many.
        keys: the main lines.
        assumed: values of the scenario that are assumed or fitted.
        label: key of a line to its label.
        cell: key of a line to its number, or the ends of its band, over the whole.
    """
    if kept.many:
        return _of_many(kept, keys, label, cell)
    return _of_one(kept, assumed)


def _of_one(kept: Kept, assumed: int) -> dict[str, Any]:
    again = str(kept.made.get("again", "")) or "sojourn run scenario.yaml"
    prices = " The range of spending is what low and high unit costs make of the same counts." if kept.us else ""
    once = "This is one run: luck was drawn once, and every number that is not known stands at one value."
    cannot = (
        "It cannot tell how far another seed would move a number, how far what is not known would, or which of the "
        f"{assumed:,} values of grade C decides it. A small difference from another run may be nothing but luck."
    )
    said = [f"{once} So what it says has no error bars.{prices}", cannot]
    if kept.us:
        said.append(
            f"This would tell: {DRAWS} runs, each with its own draw of what is not known; a band for every line, and "
            "chance told apart from not knowing. Give it in the folder of this run; then sojourn report last."
        )
        return {"texts": said, "command": f"{again} --draws {DRAWS}", "rows": [], "rules": [], "named": []}
    said += _plain(kept.summary)
    seed = int(kept.made["seed"])
    said.append("Another seed tells what luck does; draws of what is not known are made for the US system alone.")
    other = again.replace(f"--seed {seed}", f"--seed {seed + 1}")
    return {"texts": said, "command": other, "rows": [], "rules": [], "named": []}


def _plain(told: Mapping[str, Any]) -> list[str]:
    """What a run of another system leans on, and whether everybody in it is accounted for."""
    known = told["identity"]
    sums = f"{known['opening']:,} + {known['arrived']:,} = {known['left']:,} + {known['inside']:,}"
    held = "it holds" if known["holds"] else "it DOES NOT HOLD"
    said = [f"Inside at the start + came = left + inside at the end: {sums}; {held}."]
    if told["assumed"]:
        said.append(f"It leans on assumed figures: {', '.join(told['assumed'])}.")
    if told["yours"]:
        said.append(f"Set by the author of the scenario: {', '.join(told['yours'])}.")
    return said


def _of_many(kept: Kept, keys: Sequence[str], label: Cell, cell: Cell) -> dict[str, Any]:
    told = kept.summary
    bands = (
        f"{kept.made['draws']:,} runs, each with its own draw of what is not known and its own luck. Each band is "
        f"{holding(kept)}, if the rules of the model hold and the ranges of its numbers are right."
    )
    rules = (
        "Rules that could be otherwise are not in the bands: they were run by themselves, with the same luck, and the "
        "column of other rules says between what ends they lead."
    )
    said = [bands, *([rules] if told["structure"] else [])]
    own = sorted({path for line in told["lines"].values() for path in line["yours"]})
    if own:
        said.append(f"Not drawn, because the author of the scenario set them: {', '.join(own)}.")
    if kept.made["draws"] < DRAWS:
        again = str(kept.made.get("again", "")).partition(" --draws")[0]
        said.append(f"More draws make the ends of the bands steadier; {DRAWS} take:")
        command = f"{again} --draws {DRAWS}"
    else:
        command = ""
    return {
        "texts": said,
        "command": command,
        "rows": [_row(kept, key, label, cell) for key in keys if told["lines"][key]["values"].get("all")],
        "rules": [{"label": one["label"], "note": one["note"]} for one in told["structure"]],
        "named": list(told["influence"]["named"][:NAMED]),
    }


def _row(kept: Kept, key: str, label: Cell, cell: Cell) -> dict[str, str]:
    from sojourn.results.rounding import short

    line = kept.summary["lines"][key]
    whole, unit = line["values"]["all"], line["unit"]
    rule = whole["by_rule"]
    ends = "" if rule is None else " to ".join(dict.fromkeys(short(end, unit) for end in rule))
    return {
        "label": label(key),
        "band": cell(key),
        "middle": short(whole["median"], unit),
        "cause": CAUSES.get(whole["mostly"], "") if whole["low"] != whole["high"] else "the same in all runs",
        "rules": ends,
        "out": "yes" if whole["rule_leads_out"] else "",
    }
