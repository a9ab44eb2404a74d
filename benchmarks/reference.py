"""The reference network: the same work for every engine, so that ratios mean something.

Court, document, flight, third country and beds in whole days; the parameters are invented. Here it is in Sojourn's five
ideas; `reference_simpy.py` has it as users of SimPy would write it. Within a day: what is due, flights, third country,
patience, arrivals, admissions. Who waits for a bed on the fourth day after arrival gives up; who has neither seat nor
third country 180 days after the final order is let go.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.network import (
    By,
    Clock,
    Cut,
    Door,
    Fixed,
    Gamma,
    Gate,
    Kinds,
    Line,
    Lognormal,
    Network,
    Pool,
    Source,
    Stage,
)

DAYS = 1461
NATIONS = 40
SEATS = 130
LIMIT = 180
PATIENCE = 3
COURT_MEAN = (12.0, 25.0, 20.0)
RELIEF = (0.08, 0.35, 0.22)
CLASS_SHARE = (0.25, 0.30, 0.45)
SIGMA = 0.8
LONGEST = 255
AMPLE = 20.0


@dataclass(frozen=True)
class Reference:
    """Parameters of the reference network at one size, and the draws every engine is given."""

    people: float
    regions: int = 1
    seed: int = 1
    room: float = 1.0
    """Beds, as a multiple of the reference network's own; with AMPLE nobody ever waits for one."""
    nations: int = NATIONS

    @property
    def nation_share(self) -> npt.NDArray[np.float64]:
        """Share of each nationality."""
        weights = np.arange(1, self.nations + 1) ** -0.9
        return weights / weights.sum()

    @property
    def region_share(self) -> npt.NDArray[np.float64]:
        """Share of each region."""
        weights = np.arange(1, self.regions + 1) ** -0.5
        return weights / weights.sum()

    @property
    def refusal(self) -> npt.NDArray[np.float64]:
        """Chance that the home country refuses."""
        n = np.arange(self.nations) % 8
        return np.where(n == 7, 0.50, np.where(n == 3, 0.15, 0.02))

    @property
    def document_mean(self) -> npt.NDArray[np.float64]:
        """Mean days to a document."""
        return 5 + 55 * ((7 * np.arange(self.nations)) % 40) / 39

    @property
    def beds(self) -> Line:
        """Beds in all, on a line through five points."""
        unit = self.people / DAYS * self.room
        return Line(
            list(zip((0, 365, 730, 1096, 1461), (36 * unit, 40 * unit, 46 * unit, 58 * unit, 58 * unit), strict=True))
        )

    def counts(self) -> npt.NDArray[np.int64]:
        """Arrivals each day: one draw a seed, given to every engine."""
        d = np.arange(DAYS)
        shape = (1 + 0.10 * np.sin(2 * np.pi * d / 365.25)) * (0.85 + 0.30 * d / 1460)
        rng = np.random.default_rng([self.seed, 1])
        return rng.poisson(shape / shape.sum() * self.people).astype(np.int64)

    def channel(self) -> npt.NDArray[np.float64]:
        """Whether the third-country channel is open each day: one path a seed, given to every engine."""
        rng = np.random.default_rng([self.seed, 2])
        toss = rng.random(DAYS)
        path, is_open = np.zeros(DAYS), True
        for day in range(DAYS):
            path[day] = is_open
            is_open = toss[day] >= 1 / 120 if is_open else toss[day] < 1 / 60
        return path

    @property
    def order_share(self) -> float:
        """Chance of a final order."""
        return sum(c * (1 - r) for c, r in zip(CLASS_SHARE, RELIEF, strict=True))

    def flights(self) -> npt.NDArray[np.int64]:
        """(days, nationalities): seats that leave."""
        seats = np.zeros((DAYS, self.nations), dtype=np.int64)
        for n in range(self.nations):
            on_time = float(Gamma(2, self.document_mean[n]).cdf(np.array([LIMIT - 1]))[0])
            demand = self.people / DAYS * 7 * self.nation_share[n] * self.order_share * (1 - self.refusal[n]) * on_time
            tight = n % 10 == 4
            weekly = max(1, math.floor(0.9 * demand / SEATS) if tight else math.ceil(1.15 * demand / SEATS))
            for j in range(weekly):
                seats[(n + 3 * j) % 7 :: 7, n] += SEATS
        return seats

    @property
    def quota(self) -> int:
        """People a week through the third-country channel."""
        return math.ceil(0.6 * self.people / DAYS * 7 * self.order_share * float(self.nation_share @ self.refusal))

    def network(self) -> Network:
        """The network in the five ideas."""
        nations = tuple(f"n{n}" for n in range(self.nations))
        classes = ("a", "b", "c")
        regions = tuple(f"r{r}" for r in range(self.regions))
        limit = Clock("limit", Fixed(LIMIT), "timed_out", since="order")
        orders = {
            (nation, cls): {"relief": relief, "third": (1 - relief) * refused, "document": (1 - relief) * (1 - refused)}
            for nation, refused in zip(nations, self.refusal, strict=True)
            for cls, relief in zip(classes, RELIEF, strict=True)
        }
        court = {c: Cut(Lognormal.from_mean(m, SIGMA), LONGEST) for c, m in zip(classes, COURT_MEAN, strict=True)}
        document = {n: Cut(Gamma(2, m), LONGEST) for n, m in zip(nations, self.document_mean, strict=True)}
        seats = self.flights()
        weekly = np.arange(DAYS) % 7 == 0
        shares = np.einsum("n,c,r->ncr", self.nation_share, np.array(CLASS_SHARE), self.region_share).ravel()
        return Network(
            kinds=Kinds({"nation": nations, "class": classes, "region": regions}),
            sources=(Source("arrivals", to="waiting", kinds=shares, counts=self.counts()),),
            stages=(
                Stage(
                    "waiting", (Clock("patience", Fixed(PATIENCE + 1), "gave_up"),), waits_for="beds", granted="court"
                ),
                Stage(
                    "court",
                    (Clock("end", By("class", court), By(("nation", "class"), orders)),),
                    holds="beds",
                ),
                Stage(
                    "document", (limit, Clock("document", By("nation", document), "seat")), holds="beds", sets="order"
                ),
                Stage("seat", (limit,), waits_for="flights", granted="removed", holds="beds"),
                Stage("third", (limit,), waits_for="channel", granted="third_country", holds="beds", sets="order"),
            ),
            exits=("gave_up", "relief", "timed_out", "removed", "third_country"),
            gates=(
                Gate(
                    "flights", tuple(Door(n, seats[:, i], accepts=[n]) for i, n in enumerate(nations)), lanes="nation"
                ),
                Gate("channel", (Door("quota", float(self.quota), refills=weekly, open=self.channel()),)),
            ),
            pools=(
                Pool(
                    "beds",
                    By(
                        "region", {r: self._beds_of(share) for r, share in zip(regions, self.region_share, strict=True)}
                    ),
                    areas="region",
                    level=By("class", {"a": 0, "b": 1, "c": 2}),
                ),
            ),
        )

    def _beds_of(self, share: float) -> Line:
        return Line([(tick, beds * share) for tick, beds in self.beds.points])
