"""How people left, of a run of any system: a bar a way out, and one for those who are still inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sojourn.results.rounding import rounded, short
from sojourn.show.pictures.frame import Frame, Spec, along, framed, names, narrow, values
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.words import capital, day, made_by

if TYPE_CHECKING:
    from sojourn.results.kept import Kept

EXIT = "exit_"
INSIDE = "Still inside on the last day"


def left(kept: Kept) -> Picture:
    """People by how they left, over the whole run, most first; those still inside last.

    Raises:
        NoPicture: nobody was ever in it.
    """
    told = kept.summary
    lines = {key: line for key, line in told["lines"].items() if key.startswith(EXIT)}
    rows: list[dict[str, Any]] = [
        {"way": capital(line["label"]), "people": int(line["values"]["all"] or 0), "of": "bar"}
        for line in lines.values()
    ]
    rows.sort(key=lambda row: -row["people"])
    rows.append({"way": INSIDE, "people": int(told["identity"]["inside"]), "of": "bar_known"})
    whole = sum(row["people"] for row in rows)
    if not whole:
        raise NoPicture("nobody came and nobody was inside, so nobody left")
    top = rows[0]
    title = f"Of {rounded(whole)} people {rounded(top['people'])} left in one way: {_small(top['way'])}"
    title += f"; {rounded(rows[-1]['people'])} are still inside" if rows[-1]["people"] else ""
    span = " to ".join(dict.fromkeys(day(told[end]) for end in ("from", "to")))
    said = "; ".join(f"{row['way']} {row['people']:,}" for row in rows)
    alt = f"Bar chart of people by how they left, {span}. {said}."
    subtitle = f"People by how they left, {span}"
    assumed = len(told["assumed"])
    grade = f"Grade C (assumed or fitted); leans on {assumed} assumed figures. " if assumed else ""
    source = f"{grade}{made_by(kept)}"

    def drawn(width: int) -> Spec:
        room = 130 if narrow(width) else 210
        frame = Frame(width, room, 60, 26 * len(rows), above=4, below=42)
        y = names("way", [row["way"] for row in rows], room, scale={"paddingInner": 0.3})
        most = max(row["people"] for row in rows)
        x = along(
            "people", "people", scale={"domain": [0, most * 1.02], "nice": False}, ticks=4 if narrow(width) else 7
        )
        bars = [
            {
                "data": values([row for row in rows if row["of"] == of]),
                "mark": {"type": "bar", "style": of},
                "encoding": {"x": x, "y": y},
            }
            for of in ("bar", "bar_known")
        ]
        labels = {
            "data": values([{**row, "text": short(row["people"])} for row in rows]),
            "mark": {"type": "text", "style": "label_bold", "align": "left", "baseline": "middle", "dx": 5},
            "encoding": {"y": y, "x": x, "text": {"field": "text", "type": "nominal"}},
        }
        return framed(frame, [*bars, labels], title=title, subtitle=subtitle, alt=alt, source=source)

    return Picture("left", title, alt, source, drawn)


def _small(text: str) -> str:
    """The same with a small first letter, but for what is written in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
