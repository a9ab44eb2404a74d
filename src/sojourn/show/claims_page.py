"""All claims as one page of Markdown: each with what was said, its readings, numbers, evidence and commands."""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.show.claims import amount, told_band
from sojourn.study.claims.answer import Claims, not_scored
from sojourn.study.claims.claim import Judged
from sojourn.study.claims.told import told

NONE = "waits for a number"


def page(found: Claims) -> str:
    """The page's part that follows from runs: a table of all claims, and a section for each."""
    lines = [_stands_on(found), "", "| claim | finding | what was said |", "| --- | --- | --- |"]
    lines += [f"| [`{one.claim.name}`](#{_anchor(one)}) | {_found(one)} | {one.claim.title} |" for one in found.judged]
    for one in found.judged:
        lines += ["", *_section(found, one)]
    lines += ["", "### Not scored", ""]
    lines += [f"- {what}: {why}" for what, why in not_scored()]
    return "\n".join(lines) + "\n"


def _section(found: Claims, one: Judged) -> Iterator[str]:
    claim, said = one.claim, one.claim.said
    yield f'### <a id="{_anchor(one)}"></a>{claim.title}: {_found(one)}'
    yield ""
    yield f"Said by {said.by}. {said.where} In our words: *{said.words}*"
    if said.versions:
        yield ""
        yield f"The two versions: {said.versions}"
    yield from ("", "| what it can mean | finding | why |", "| --- | --- | --- |")
    for reading in sorted(one.readings, key=lambda reading: not reading.counts):
        name = reading.name if reading.counts else f"({reading.name})"
        yield f"| {name} | {reading.finding or NONE} | {_cell(reading.why)} |"
    numbers = [(shown, found.numbers[shown.number]) for shown in claim.shown if shown.number in found.numbers]
    if numbers:
        yield from ("", "| what the runs say | | band |", "| --- | --: | --: |")
        for shown, band in numbers:
            yield f"| {shown.label} | {amount(band.value, shown.unit)} | {told_band(band, shown.unit)} |"
    rows = dict.fromkeys((row.key, row.grade or "not found") for source in claim.sources for row in told(source))
    grades: dict[str, list[str]] = {}
    for key, grade in rows:
        grades.setdefault(key, []).append(grade)
    yield ""
    yield "Evidence: " + ", ".join(f"`{key}` ({', '.join(sorted(of))})" for key, of in grades.items()) + "."
    yield ""
    yield f"Cannot be known from public data: {claim.unknown}"
    yield ""
    yield "Again: " + "; ".join(f"`{command}`" for command in found.commands(one))


def _found(one: Judged) -> str:
    return f"**{one.finding or NONE}**"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _anchor(one: Judged) -> str:
    return f"claim-{one.claim.name.replace(',', '')}"


def _stands_on(found: Claims) -> str:
    if found.draws is None:
        return "From evidence alone."
    return (
        f"{found.draws} draws of `{found.places['scenario']}`, seed {found.places['seed']}. In brackets: beside the "
        "claim, it was not said and does not count."
    )
