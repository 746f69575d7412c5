"""Every command is in the handbook, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mkdocs_candor.cli import COMMANDS, MEANT, candor
from mkdocs_candor.cli.handbook import commands_page

HANDBOOK = Path(__file__).parents[2] / "site_src" / "handbook" / "commands.md"


def _commands(group: click.Group, path: str = "candor") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")


def test_the_handbook_says_what_the_commands_say() -> None:
    assert HANDBOOK.read_text("utf-8") == commands_page(candor), (
        "Write it anew: candor --markdown > site_src/handbook/commands.md"
    )


@pytest.mark.parametrize(("path", "command"), list(_commands(candor)), ids=lambda value: str(value))
def test_every_option_and_argument_says_what_it_is_for(path: str, command: click.Command) -> None:
    assert command.help
    unsaid = [p.name for p in command.params if isinstance(p, click.Option) and not p.help and not p.hidden]
    assert unsaid == []


@pytest.mark.parametrize(("path", "command"), list(_commands(candor)), ids=lambda value: str(value))
def test_every_command_shows_how_it_is_used(path: str, command: click.Command) -> None:
    examples = (command.help or "").partition("Examples:\n")[2]
    assert path in examples


@pytest.mark.parametrize("group", [[], ["new"], ["promise"], ["import"]], ids=str)
def test_each_command_is_listed_with_a_whole_sentence(group: list[str]) -> None:
    listed = CliRunner().invoke(candor, [*group, "--help"], terminal_width=80).output.partition("Commands:\n")[2]
    listed = listed.partition("\n\n")[0]  # below stand the exit codes

    assert listed
    assert [line for line in listed.splitlines() if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("resolv", "Did you mean 'resolve'?"),
        ("outage", "Did you mean 'new incident'?"),
        ("zzz", "candor --help lists those that there are."),
    ],
)
def test_a_command_that_is_not_there_is_said(typed: str, hint: str) -> None:
    result = CliRunner().invoke(candor, [typed])

    assert result.exit_code == 2
    assert result.output.endswith(f"Error: No such command '{typed}'. {hint}\n")


@pytest.mark.parametrize("meant", sorted(set(MEANT.values())))
def test_what_is_offered_for_other_words_is_there(meant: str) -> None:
    assert CliRunner().invoke(candor, [*meant.split(), "--help"]).exit_code == 0
    assert not MEANT.keys() & COMMANDS.keys()
