"""The handbook's page of all commands, from the commands' own help.

`candor --markdown > site_src/handbook/commands.md` writes it; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

import click

_INTRODUCTION = """\
---
description: Every command of candor with its options and examples, from the commands' own help.
---

# Commands

Each moment has a command: `candor new` tells of a failure, `candor update` says more, `candor resolve` ends it. They
work in any folder of your site's repository, and never need MkDocs to run unless they build pages.

- **They add, and touch nothing else.** Comments, order and line ends of a file stay as they are. What could not be read
  back as you meant it is not written.
- **They ask only on a terminal.** In a script, whatever is missing is an error.
- **Times** may be `now`, `20 min ago`, `30m`, `14:30 UTC` or in full. What is written has its zone. A time without a
  zone is refused, unless the option [`timezone`](configuration.md) says what it means.
- **A post** may be called by its id, its file or part of its title. Where only one is open, it needs no name; where
  more are, a terminal asks which.
- **Components** may be called by id, by name or by an old id: `--components checkout=partial_outage`.
- Nothing is committed or pushed for you.

They end with 0 when it is done. With 1 when it cannot be done: the last line says why, and what to do; nothing was
written. With 2 when the command line itself is wrong. Where a command has other codes, it says so below.

Commands that write take `--json` for scripts: `path` is the file from the site's folder, `post` its id, `problems` what
is wrong with it, and `next` the likely step. Colours are for terminals only, and `NO_COLOR` takes them away.

`CANDOR_BY` in the environment is who you are, for `By:` and for letters. `VISUAL` or `EDITOR` is the editor that
`--edit` opens.
"""


def commands_page(group: click.Group) -> str:
    """Return the page as Markdown."""
    return "\n".join([_INTRODUCTION, *_sections(group, click.Context(group, info_name="candor"))])


def _sections(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        yield f"## {inner.command_path}\n"
        yield from _command(command, inner)
        if isinstance(command, click.Group):
            yield from _sections(command, inner)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    words, _, examples = cleandoc(command.help or "").partition("\b\nExamples:\n")
    yield f"{words.strip()}\n"
    if not isinstance(command, click.Group):
        yield f"```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    if options:
        yield from (_option(option) for option in options)
        yield ""
    if examples:
        lines = [line.removeprefix("  ") for line in examples.rstrip().split("\n")]
        yield "\n".join(["```sh", *lines, "```\n"])


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if isinstance(option.type, click.Choice):
        value = f" {', '.join(f'`{choice}`' for choice in option.type.choices)}"
    elif option.is_flag:
        value = ""
    else:
        value = f" {option.metavar or option.type.name.upper()}"
    shown = f" [default: {option.default}]" if option.show_default and not option.secondary_opts else ""
    shown = f" [default: {option.opts[0]}]" if option.secondary_opts and option.default else shown
    return f"- {names}{value}: {option.help or ''}{shown}"
