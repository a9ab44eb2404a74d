"""Pictures read in light and dark, in black and white, and by people with any kind of colour vision."""

from __future__ import annotations

from itertools import combinations

import pytest

from sojourn.show.pictures import flow, held_long, ledger, removals, waits
from sojourn.show.pictures.destinations_map import KINDS
from sojourn.show.pictures.frame import Spec
from sojourn.show.pictures.theme import COLOURS, THEMES, Theme, config, styles
from the_pictures import every

READABLE = 3.0
"""Least contrast of what carries data (WCAG 2.2, 1.4.11)."""
TEXT = 4.5
"""Least contrast of small text (1.4.3)."""
APART = 0.08
"""Least difference in lightness, of 1, of two fills in one picture that look alike in all else."""
OKABE_ITO = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}

TOGETHER = {
    "removals": tuple(removals.STYLES.values()),
    "ledger": tuple(ledger.STYLES.values()),
    "held_long": held_long.STYLES,
    "waits": waits.STYLES,
    "waterfall": ("bar", "bar_other_part"),
    "tornado": ("stack_1", "stack_3"),
}
"""Fills that stand beside each other in one picture."""


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def over(ground: str, colour: str, share: float) -> str:
    """A colour laid over the ground."""
    mixed = (
        round(int(colour[at : at + 2], 16) * share + int(ground[at : at + 2], 16) * (1 - share)) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)


def lightness(style: Spec, ground: str) -> float:
    """L* of a fill over the ground, of 1."""
    y = luminance(over(ground, style["color"], style.get("fillOpacity", 1.0)))
    return (1.16 * y ** (1 / 3) - 0.16) if y > 0.008856 else 9.033 * y


@pytest.mark.parametrize("theme", THEMES)
def test_whatever_carries_data_stands_out_from_the_ground(theme: Theme) -> None:
    colours = COLOURS[theme]
    for part, colour in colours.data.items():
        assert contrast(colour, colours.ground) >= READABLE, part
    for part in ("ink", "quiet", "main"):
        assert contrast(colours.data[part], colours.ground) >= TEXT, part


@pytest.mark.parametrize("theme", THEMES)
def test_a_faint_fill_has_an_outline_that_stands_out(theme: Theme) -> None:
    ground = COLOURS[theme].ground
    for name, style in styles(COLOURS[theme]).items():
        if name.startswith(("bar", "stack", "band")) and contrast(lighter(style, ground), ground) < READABLE:
            edge = over(ground, style["stroke"], style.get("strokeOpacity", 1.0))
            assert contrast(edge, ground) >= (READABLE if name != "band" else 1.5), name


def lighter(style: Spec, ground: str) -> str:
    return over(ground, style["color"], style.get("fillOpacity", 1.0))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("picture", TOGETHER)
def test_fills_beside_each_other_differ_without_colour(picture: str, theme: Theme) -> None:
    looks = styles(COLOURS[theme])
    for a, b in combinations(TOGETHER[picture], 2):
        dashed = ("strokeDash" in looks[a]) != ("strokeDash" in looks[b])
        ground = COLOURS[theme].ground
        assert dashed or abs(lightness(looks[a], ground) - lightness(looks[b], ground)) >= APART, (a, b)


def test_colours_are_those_that_all_tell_apart() -> None:
    for colours in COLOURS.values():
        for part in ("main", "other", "third"):
            assert colours.data[part] in OKABE_ITO


def test_statuses_have_shapes_and_places_have_names() -> None:
    assert len({kind.shape for kind in KINDS}) == len(KINDS)
    assert all(node.name and node.short for node in flow.NODES)


def test_a_specification_names_parts_and_no_colour() -> None:
    known = set(config("light")["style"])
    assert known == set(config("dark")["style"])
    for name, picture in every().items():
        text = str({key: value for key, value in picture.spec.items() if key != "data"})
        assert "#" not in text.replace("'#", ""), name
        assert {layer["mark"]["style"] for layer in picture.spec["layer"]} <= known


def test_two_themes_draw_one_specification() -> None:
    picture = every()["ledger"]
    light, dark = picture.themed("light"), picture.themed("dark")
    assert {**light, "config": None} == {**dark, "config": None}
    assert COLOURS["dark"].ground in picture.svg("dark")
    assert COLOURS["light"].ground not in picture.svg("dark")
