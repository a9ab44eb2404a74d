"""What cannot be said of an agreement, a case or a change of mind is told in one sentence, at its file, line and column."""
# ruff: noqa: E501 (a table reads best unbroken)

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sojourn.scenario import Document, ScenarioError, read
from sojourn.scenario.shipped import shipped
from sojourn.scenario.us import UsScenario

IN_FORCE = "statuses: [{on: 2025-03-01, status: in_force}]"
DEAL = "third_country: {agreements: [{country: Panama, " + IN_FORCE + ", "
ACTS = "acts: [{on: 2025-03-01, act: filed}]"

WRONG = [
    (DEAL + "accepts: [Cuba, «Venezula»]}]}", "is no nationality of the scenario", "did you mean `Venezuela`?"),
    (DEAL + "accepts: {nationalities: [«Venezula»]}}]}", "is no nationality of the scenario", "did you mean `Venezuela`?"),
    (DEAL + "accepts: {criminality: [«convict»]}}]}", "is not allowed", "did you mean `convicted`?"),
    (DEAL + "accepts: {«familys»: true}}]}", "unknown key", "did you mean `families`?"),
    (DEAL + "accepts: «none»}]}", "is not allowed", "all"),
    (DEAL + "quota: «-3»}]}", "lies between 0 and 1 trillion", ""),
    (DEAL + "quota: «2.5»}]}", "is whole", ""),
    (DEAL + "quota: «40 seats»}]}", "a number of people expected", ""),
    (DEAL + "seats: 10, landing_days: [«tusday»]}]}", "is not allowed", "did you mean `tuesday`?"),
    (DEAL + "landing_days: «[»tuesday]}]}", "landing days need `seats`", ""),
    (DEAL + "seats: 10, landing_days: «[]»}]}", "at least one day of the week", ""),
    (DEAL + "payment_fixed: «3 million»}]}", "an amount of money expected", ""),
    (DEAL + "payment_fixed: 3 GBP, payment_per_person: «3 USD per person»}]}", "write both in one", ""),
    (DEAL + "iso3: «rwa»}]}", "does not have the form", ""),
    (DEAL + "fear_found: «12»}]}", "a share lies between 0% and 100%", "write 12% or 0.12"),
    (DEAL + "notice: «14»}]}", "a duration expected", "give the unit"),
    (DEAL + "ends: «2025-02-01»}]}", "the agreement ends on 2025-02-01", ""),
    ("third_country: {agreements: [{country: «Myanmar», iso3: MMR, " + IN_FORCE + "}]}", "is written `Burma`", ""),
    ("third_country: {agreements: [{country: «cuba», " + IN_FORCE + "}]}", "is written `Cuba`", ""),
    ("third_country: {agreements: [{country: Guam, statuses: [{on: 2025-03-01, status: «sigend»}]}]}", "is not allowed", "did you mean `signed`?"),
    ("third_country: {agreements: [{country: Guam, statuses: [{on: 2025-03-01, status: talks}, {on: «2025-02-01», status: signed}]}]}", "put the statuses in order", ""),
    ("third_country: {agreements: [{country: Guam, statuses: [{on: «2039-03-01», status: talks}]}]}", "is outside the period", ""),
    ("third_country: {agreements: [{country: «Guatamala», " + IN_FORCE + "}]}", "is no country that is known", "did you mean `Guatemala`?"),
    ("third_country: {agreements: [{country: «Mexique», " + IN_FORCE + "}]}", "is no country that is known", "did you mean `Mexico`?"),
    ("third_country: {agreements: [{country: «Narnia», " + IN_FORCE + "}]}", "is no country that is known", "`iso3: XYZ`"),
    ("third_country: {agreements: [{country: «Panma», iso3: PAN, " + IN_FORCE + "}]}", "`PAN` is the code of Panama", ""),
    ("third_country: {credit: «all»}", "is not allowed", "signed, open, talks, floated"),
    ("litigation: [{case: A v. B, channel: «flight», " + ACTS + "}]", "is no channel", "did you mean `flights`?"),
    ("litigation: [{case: A v. B, channel: «agreement:Panma», " + ACTS + "}]", "there is no agreement with `Panma`", "did you mean `Panama`?"),
    ("litigation: [{case: A v. B, channel: flights, acts: [{on: 2025-03-01, act: «final_ruling»}]}]", "add `effect`", "allowed: none, stops, reopens, ends"),
    ("litigation: [{case: A v. B, channel: flights, acts: [{on: 2025-03-01, act: «injuction»}]}]", "is not allowed", "did you mean `injunction`?"),
    ("litigation: [{case: A v. B, channel: flights, acts: [{on: 2025-03-01, act: stay}, {on: «2025-02-01», act: filed}]}]", "put the acts in order", ""),
    ("litigation: [{case: A v. B, channel: flights, acts: [{on: 2025-03-01, act: abandoned}, «{»on: 2025-04-01, act: stay}]}]", "nothing follows after", ""),
    ("litigation: [{case: A v. B, channel: flights, acts: «[]»}]", "at least one dated act", ""),
    ("litigation: [{case: A v. B, channel: flights, acts: [«{»on: 2025-04-01, act: vacated}]}]", "`vacated` opens nothing", "`effect: stops`"),
    (DEAL + "seats: 10, landing_days: [tuesday, friday, «tuesday»]}]}", "tuesday stands twice", ""),
    ("third_country: {agreements: [{country: Rwanda, iso3: «GTM», " + IN_FORCE + "}]}", "the code of Rwanda is RWA", ""),
    ("third_country: {agreements: [{country: Palau, iso3: «GTM», " + IN_FORCE + "}]}", "the code of Palau is PLW", ""),
    ("third_country: {agreements: [{country: Guam, " + IN_FORCE + "}, {country: «guam», " + IN_FORCE + "}]}", "is written `Guam` before", ""),
    ("litigation: [{case: A v. B, channel: flights, acts: [{on: 2025-03-01, act: injunction, effect: «reopens»}]}]", "an injunction opens nothing again", "`stay`"),
    ("litigation: [{case: A v. B, channel: flights, acts: [{on: 2025-03-01, act: filed}, «{»on: 2025-04-01, act: stay}]}]", "`stay` opens nothing, since no order stands before it", "in one entry"),
    ("litigation: [{case: A v. B, channel: flights, " + ACTS + "}, {case: «a v.  B», channel: flights, " + ACTS + "}]", "stands twice for `flights`", ""),
    ("people: {change: {Cuba: {refusal: [{from: «2039-01-01», value: 20%}]}}}", "is outside the period", ""),
    ("people: {change: {Cuba: {refusal: [{value: 20%}, {from: 2025-03-01, reached: «2025-04-01», value: 3%}]}}}", "on a day, not in a straight line", ""),
    ("people: {change: {Cuba: {refusal: «120%»}}}", "a share lies between 0% and 100%", ""),
]  # fmt: skip


def read_text(text: str) -> Document[UsScenario]:
    return read("mine", UsScenario, shipped={**shipped(), "mine": text})


@pytest.mark.parametrize(("marked", "message", "hint"), WRONG)
def test_one_sentence_at_its_place(marked: str, message: str, hint: str) -> None:
    before = marked.partition("«")[0]
    text = marked.replace("«", "").replace("»", "")
    with pytest.raises(ScenarioError) as caught:
        read_text(f"extends: plan-2025\n{text}\n")
    (problem,) = caught.value.problems
    assert message in problem.message
    assert hint in (problem.hint or "")
    assert str(problem.place) == f"mine:2:{len(before) + 1}"


@pytest.mark.parametrize(
    "text",
    [
        "litigation: [{case: A v. B, channel: flights, acts: [{on: 2025-03-01, act: injunction}, {on: 2025-04-01, act: filed}]}]",
        "litigation: [{case: A v. B, channel: {agreement: Panama}, acts: [{on: 2025-03-01, act: stay, effect: stops}]}]",
        "litigation: [{case: A v. B, channel: 'agreement: Panama', acts: [{on: 2039-03-01, act: final_ruling, effect: none}]}]",
        "litigation: [{case: A v. B, channel: flights, acts: [{on: 2025-03-01, act: filed}]}, {case: A v. B, channel: expedited_removal, acts: [{on: 2025-03-01, act: filed}]}]",
        "litigation: [{case: A v. B, channel: flights, acts: [{on: 2025-03-01, act: injunction}, {on: 2025-04-01, act: stay}, {on: 2025-05-01, act: vacated}]}]",
        "litigation: [{case: A v. B, channel: flights, acts: [{on: 2025-03-01, act: final_ruling, effect: none}, {on: 2025-04-01, act: stay}]}]",
        "third_country: {agreements: [{country: Guam, " + IN_FORCE + "}, {country: Guam, " + IN_FORCE + "}]}",
        DEAL + "accepts: all}]}",
        DEAL + "accepts: [Cuba]}]}",
        DEAL + "accepts: {}, quota: {value: 40 people, source: agreements}, seats: 10}]}",
    ],
)  # fmt: skip
def test_what_is_plain_is_read(text: str) -> None:
    read_text(f"extends: plan-2025\n{text}\n")


GOOD = f"""\
extends: plan-2025
third_country:
  credit: signed
  agreements:
    - country: Panama
      iso3: PAN
      {IN_FORCE}
      accepts: {{nationalities: [Cuba, Venezuela], criminality: [other], families: false}}
      quota: 40 people
      notice: 14 days
      payment_fixed: {{value: 5 million USD, due: 2025-03-01}}
      payment_per_person: 20,000 USD per person
      seats: 50 seats
      landing_days: [tuesday]
litigation:
  - {{case: A v. B, channel: agreement:Panama, acts: [{{on: 2025-05-01, act: final_ruling, effect: stops}}]}}
people: {{change: {{Cuba: {{refusal: [{{from: 2025-06-01, value: 20%}}]}}}}}}
"""
BITS = st.sampled_from(
    ["'", "[", "]", "{", "}", ": ", ",", "\n", "- ", "null", "minors: true", "all", "-1", "2025-02-30", "families", "Cuba",
     "9" * 30, "agreement:", "effect: ends", "in_force", "\x00", "true", "1e400", "source: x", "extends: us-2024\n"]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> str:
    text = GOOD
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(20, len(text)))
        end = min(len(text), start + draw(st.integers(0, 10)))
        text = text[:start] + draw(BITS | st.text(max_size=3) | st.just(text[start:end] * 2)) + text[end:]
    return text


@given(damaged())
@settings(max_examples=60)
@example(GOOD)
def test_a_damaged_agreement_is_answered_and_what_is_read_comes_back(text: str) -> None:
    begun = time.perf_counter()
    answered: Document[UsScenario] | ScenarioError
    try:
        answered = read_text(text)
    except ScenarioError as error:
        answered = error
    assert time.perf_counter() - begun < 5
    if isinstance(answered, ScenarioError):
        assert answered.problems
        assert all(line.isprintable() for line in str(answered).split("\n"))
        return
    plain = answered.model.model_dump(mode="json", by_alias=True)
    assert UsScenario.model_validate(plain) == answered.model
