"""What every engine reports about one run of the reference network."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Summary:
    """One run, in numbers that every engine can count."""

    arrivals: int
    admissions: int
    court_ends: int
    document_ends: int
    """Documents that came before the limit."""
    exits: dict[str, int]
    """By name: gave_up, relief, timed_out, removed, third_country."""
    inside: int
    """People in the system at the end, waiting for a bed or in one."""
    mean_in_bed: float
    """Mean over the days of those in a bed at the end of the day."""
    mean_waiting: float
    """The same of those waiting for a bed."""
    mean_stay: float
    """Days in a bed, over those who left one."""
    removed_by_nation: list[int]
    """Removals by flight of each nationality."""

    @property
    def events(self) -> int:
        """Arrivals, admissions, court ends, document ends and exits; relief counts once, with its court end."""
        others = sum(self.exits.values()) - self.exits["relief"]
        return self.arrivals + self.admissions + self.court_ends + self.document_ends + others

    def statistics(self) -> dict[str, float]:
        """Every number by name, in one flat mapping."""
        return {
            "admissions": self.admissions,
            "court ends": self.court_ends,
            "document ends": self.document_ends,
            **{name.replace("_", " "): count for name, count in self.exits.items()},
            "inside at the end": self.inside,
            "mean in bed": self.mean_in_bed,
            "mean waiting for a bed": self.mean_waiting,
            "mean stay": self.mean_stay,
            **{f"removed, nationality {n}": count for n, count in enumerate(self.removed_by_nation)},
        }
