"""Staff's commands, a file each. `candor --help` lists them."""

from __future__ import annotations

import click

from mkdocs_candor.cli.at import at
from mkdocs_candor.cli.check import check
from mkdocs_candor.cli.explain import explain
from mkdocs_candor.cli.import_ import import_
from mkdocs_candor.cli.init import init


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-candor")
def candor() -> None:
    """A status page and incident blog that a team owns, in git."""


for command in (init, check, explain, at, import_):
    candor.add_command(command)
