"""Options that belong to what stands before them: `A --set X=1 B --set X=2` changes A in one way and B in another."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

SET = "--set"


class InOrder(TyperCommand):
    """A command whose `--set` options are numbered by how many arguments stand before each: `2:PATH=VALUE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Number the options, and go on as always."""
        options = (one for one in self.params if one.param_type_name == "option")
        valued = {name for one in options if not getattr(one, "is_flag", False) for name in one.opts}
        return super().parse_args(ctx, numbered(args, valued))


def numbered(args: list[str], valued: set[str]) -> list[str]:
    """The same words, each value of `--set` with the number of arguments before it.

    Args:
        args: what was written after the command.
        valued: options whose value is the next word.
    """
    out: list[str] = []
    before = at = 0
    while at < len(args):
        word = args[at]
        at += 1
        if word == "--":
            return [*out, word, *args[at:]]
        if word.startswith(f"{SET}="):
            out += [SET, f"{before}:{word.removeprefix(f'{SET}=')}"]
        elif word in valued:
            value = args[at : at + 1]
            at += 1
            out += [word, *(f"{before}:{one}" for one in value)] if word == SET else [word, *value]
        else:
            out.append(word)
            before += not word.startswith("-")
    return out


def placed(values: list[str]) -> list[tuple[int, str]]:
    """The values of such an option, each with the number of arguments before it."""
    parted = (one.partition(":") for one in values)
    return [(int(number), value) for number, _, value in parted]
