"""Fits the custody table and the paces of 2024 to what was published, by ratios.

Each round replays 2024, compares fifteen months of totals with the published ones, and moves every number by the
ratio between them, damped: a rate of release by its book-outs, a time to an order by the population it keeps
inside, a pace by its quarter, the refusals by the orders of supervision. A plain fixed point: it gives one set of
numbers, and no idea of how sure they are.

    python -m sojourn.study.ratio_fit --rounds 30 --out FOLDER

writes `custody_2024.csv` and `paces_2024.csv` as they stand in the evidence.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import logging
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sojourn.evidence.tables import table
from sojourn.scenario import read
from sojourn.scenario.shipped import shipped
from sojourn.scenario.us import UsScenario
from sojourn.study.replay import Replay, replay
from sojourn.systems.us_people import AGENCIES, CRIMINALITY, Cells, Custody, custody

log = logging.getLogger(__name__)
Floats = npt.NDArray[np.float64]

QUARTERS = ("2023-10-01", "2024-01-01", "2024-04-01", "2024-07-01", "2024-10-01")
PACED = {"proceedings": "removed", "recognizance": "recognizance", "paroled": "paroled"}
"""Pace to the reason of book-out by which it is fitted."""
DAMPING = 0.7


@dataclasses.dataclass(frozen=True)
class Fit:
    """Numbers that are fitted."""

    cells: Cells
    paces: Mapping[str, Floats]
    """A factor for each quarter, averaging 1."""
    refusal_scale: float

    def overrides(self) -> list[str]:
        """The fit as `--set` would give it, but for the cells."""
        out = [f"people.refusal_scale={self.refusal_scale:.5f}"]
        for name, values in self.paces.items():
            path = "proceedings.pace" if name == "proceedings" else f"releases.{name}"
            steps = ", ".join(f"{{from: {day}, value: {v:.5f}}}" for day, v in zip(QUARTERS, values, strict=True))
            out.append(f"{path}=[{steps}]")
        return out


def fit(rounds: int, seed: int = 1) -> Fit:
    """Fit by ``rounds`` rounds, each with another seed, and average the last third."""
    start = read("us-2024", UsScenario, shipped=shipped()).model
    now = Fit(
        _with_shares(custody(start)), {name: np.ones(len(QUARTERS)) for name in PACED}, start.people.refusal_scale.value
    )
    kept: list[Fit] = []
    for number in range(rounds):
        told = replay(_scenario(now), seed + number, now.cells)
        errors = ", ".join(f"{reason} {told.reason_error(reason):+.1%}" for reason in told.book_outs)
        log.info("round %d: population %.2f %%, %s", number + 1, 100 * told.population_error, errors)
        now = _moved(now, told)
        if number >= 2 * rounds // 3:
            kept.append(now)
    return _average(kept)


def _scenario(now: Fit) -> UsScenario:
    overrides = [*now.overrides(), "beds.capacity=60,000 beds"]
    return read("us-2024", UsScenario, shipped=shipped(), overrides=overrides).model


def _with_shares(cells: Cells) -> Cells:
    """Shares of criminality among an agency's book-ins, from three margins.

    Stays that ended in a class are its days in custody over its mean stay; iterative proportional fitting then
    makes them add to the published book-ins by agency and book-outs by criminality.
    """
    months = {row.text("month") for row in table("book_outs_monthly")}
    flow = np.zeros((len(AGENCIES), len(CRIMINALITY)))
    for row in table("population_monthly"):
        if row.text("month") in months and row.text("agency") in AGENCIES and row.text("criminality") in CRIMINALITY:
            at = AGENCIES.index(row.text("agency")), CRIMINALITY.index(row.text("criminality"))
            flow[at] += row.number("adp") * row.number("days_covered") / row.number("alos_days")
    ins = np.array([_total("book_ins_monthly", "book_ins", months, agency=agency) for agency in AGENCIES])
    outs = np.array([_total("book_outs_monthly", "book_outs", months, criminality=crime) for crime in CRIMINALITY])
    for _ in range(100):
        flow *= (ins / flow.sum(axis=1))[:, None]
        flow *= outs / outs.sum() * ins.sum() / flow.sum(axis=0)
    share = flow / flow.sum(axis=1, keepdims=True)
    return {
        (agency, crime): dataclasses.replace(cell, share=float(share[AGENCIES.index(agency), CRIMINALITY.index(crime)]))
        for (agency, crime), cell in cells.items()
    }


def _total(name: str, column: str, months: set[str], **where: str) -> float:
    rows = (row for row in table(name) if row.text("month") in months and row.get("reason") not in DETAIL)
    return sum(row.number(column) for row in rows if all(row.text(key) == value for key, value in where.items()))


DETAIL = ("total", "bonded_by_ice", "bonded_by_judge")
"""Rows of the book-outs that are sums or parts of others."""


def _moved(now: Fit, told: Replay) -> Fit:
    published, simulated = told.population
    more_inside = np.nanmean(published, axis=0) / simulated.mean(axis=0)
    uncounted = _residual() / max(float(told.panel.taken(target="uncounted").sum()), 1.0)
    cells: dict[tuple[str, str], Custody] = {}
    for (agency, crime), cell in now.cells.items():
        a, c = AGENCIES.index(agency), CRIMINALITY.index(crime)
        ratio = {
            {"other": "other_release"}.get(reason, reason): _ratio(*(series[:, c] for series in both))
            for reason, both in told.book_outs.items()
        }
        ratio["uncounted"] = uncounted
        rate = {reason: value * ratio[reason] ** DAMPING for reason, value in cell.rate.items()}
        scale = cell.order_scale * float(more_inside[a, c]) ** (2 * DAMPING)
        cells[agency, crime] = dataclasses.replace(
            cell, rate=rate, relief=min(0.95, cell.relief * ratio["relief"] ** DAMPING), order_scale=scale
        )
    paces = {}
    for name, reason in PACED.items():
        real, simulated_out = (series.sum(axis=1).reshape(len(QUARTERS), -1) for series in told.book_outs[reason])
        moved = now.paces[name] * (real.sum(axis=1) / simulated_out.sum(axis=1)) ** DAMPING
        paces[name] = moved / moved.mean()
    refusal = now.refusal_scale * _ratio(*told.book_outs["supervision"]) ** DAMPING
    return Fit(cells, paces, min(refusal, 1.5))


def _ratio(real: Floats, simulated: Floats) -> float:
    return float((real.sum() + 1.0) / (simulated.sum() + 1.0))


def _residual() -> float:
    """Book-ins that left with no counted book-out over the fifteen months (`flow.residual_per_month`)."""
    from sojourn.evidence.registry import figure

    return 15 * figure("flow.residual_per_month").number


def _average(fits: list[Fit]) -> Fit:
    def mean(values: list[float]) -> float:
        return float(np.exp(np.mean(np.log(values))))

    cells = {
        key: Custody(
            share=fits[-1].cells[key].share,
            order_scale=mean([f.cells[key].order_scale for f in fits]),
            relief=mean([f.cells[key].relief for f in fits]),
            rate={reason: mean([f.cells[key].rate[reason] for f in fits]) for reason in fits[-1].cells[key].rate},
        )
        for key in fits[-1].cells
    }
    paces = {name: np.mean([f.paces[name] for f in fits], axis=0) for name in PACED}
    return Fit(cells, paces, mean([f.refusal_scale for f in fits]))


def write(found: Fit, folder: Path) -> None:
    """Write the two tables of the evidence, making the folder if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "agency": agency,
            "criminality": crime,
            "share": f"{cell.share:.4f}",
            "order_scale": f"{cell.order_scale:.4g}",
            "relief": f"{cell.relief:.3g}",
            **{f"{reason}_rate": f"{value:.4g}" for reason, value in cell.rate.items()},
        }
        for (agency, crime), cell in found.cells.items()
    ]
    _csv(folder / "custody_2024.csv", rows)
    paces = [
        {"pace": name, "from": day, "factor": f"{value:.3f}"}
        for name, values in found.paces.items()
        for day, value in zip(QUARTERS, values, strict=True)
    ]
    _csv(folder / "paces_2024.csv", paces)


def _csv(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Fit, and write the tables to a folder."""
    options = argparse.ArgumentParser(description="Fit the custody table and the paces of 2024.")
    options.add_argument("--rounds", type=int, default=30)
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    found = fit(chosen.rounds)
    log.info("people.refusal_scale %.3f", found.refusal_scale)
    write(found, chosen.out)


if __name__ == "__main__":
    main()
