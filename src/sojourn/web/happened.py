"""A year that is over, told from what was published before it, to be laid beside what happened.

The fit takes some minutes, so what it gives is kept in `hindcast.json` and made anew by

    python -m sojourn.web.happened

which has to be done when the model of custody, or what was published before the year, is another: the name of the fit
is in the file.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sojourn.show.pictures.picture import Picture
    from sojourn.study.forecasts.forecast import Forecast

FIRST, LAST = "2024-01", "2024-12"
"""The months that are told."""
FILE = "hindcast.json"
SERIES = ("population.total", "removals.all")
"""What is shown of it."""


def picture(series: str) -> Picture:
    """The hindcast of one series with what happened."""
    from sojourn.show.pictures.hindcast import hindcast
    from sojourn.study.forecasts.history import published

    return hindcast(forecast(), published().actual(), series)


@cache
def kept() -> dict[str, Any]:
    """The file: months, the name of the fit, and the records of the forecast."""
    found: dict[str, Any] = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return found


def forecast() -> Forecast:
    """The forecast that is kept."""
    from sojourn.study.forecasts.forecast import forecast_of

    return forecast_of(json.dumps(kept()["records"]).encode(), FILE)


def name_of_fit() -> str:
    """The name of the fit that the forecast has to come from."""
    from sojourn.study.custody.fit import Settings
    from sojourn.study.custody.kept import name_of
    from sojourn.study.custody.window import window
    from sojourn.study.forecasts.history import published

    return name_of(window(published().before(FIRST)), Settings())


def made() -> dict[str, Any]:
    """The forecast made anew; a fit that is not kept takes some minutes."""
    from sojourn.evidence.looking_back import known_before
    from sojourn.study.custody.fit import Settings
    from sojourn.study.custody.rolling import forecaster
    from sojourn.study.forecasts.history import published
    from sojourn.study.forecasts.months import first_day

    history = published()
    with known_before(first_day(FIRST)):
        told = forecaster(Settings())(history.before(FIRST), history.arrivals(FIRST, LAST))
    records = [one for one in told.records() if one["series"] in SERIES]
    for one in records:
        one.update({key: float(f"{value:.5g}") for key, value in one.items() if isinstance(value, float)})
    return {"first": FIRST, "last": LAST, "fit": name_of_fit(), "records": records}


def main() -> None:
    """Write the file."""
    Path(str(files(__package__).joinpath(FILE))).write_text(json.dumps(made(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
