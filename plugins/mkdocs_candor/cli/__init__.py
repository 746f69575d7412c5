"""Staff's commands, a file each. `candor --help` lists them."""

from __future__ import annotations

import gc
import os
from importlib import import_module

import click

# Where each command lives. Only the one that is called is loaded, since some need libraries that take long to load.
COMMANDS = {
    "init": "mkdocs_candor.cli.init:init",
    "new": "mkdocs_candor.cli.new:new",
    "update": "mkdocs_candor.cli.update:update",
    "resolve": "mkdocs_candor.cli.resolve:resolve",
    "start": "mkdocs_candor.cli.start:start",
    "complete": "mkdocs_candor.cli.complete:complete",
    "cancel": "mkdocs_candor.cli.cancel:cancel",
    "ask": "mkdocs_candor.cli.ask:ask",
    "answer": "mkdocs_candor.cli.answer:answer",
    "promise": "mkdocs_candor.cli.promise:promise",
    "apologise": "mkdocs_candor.cli.apologise:apologise",
    "report": "mkdocs_candor.cli.report:report",
    "status": "mkdocs_candor.cli.status:status",
    "notify": "mkdocs_candor.cli.notify:notify",
    "next": "mkdocs_candor.cli.next:next_",
    "check": "mkdocs_candor.cli.check:check",
    "explain": "mkdocs_candor.cli.explain:explain",
    "schema": "mkdocs_candor.cli.schema:schema",
    "preview": "mkdocs_candor.cli.preview:preview",
    "cms": "mkdocs_candor.cli.cms:cms",
    "at": "mkdocs_candor.cli.at:at",
    "recipe": "mkdocs_candor.cli.recipe:recipe",
    "publish": "mkdocs_candor.cli.publish:publish",
    "import": "mkdocs_candor.cli.import_:import_",
    "bench": "mkdocs_candor.cli.bench:bench",
}


class _LoadedWhenCalled(click.Group):
    """A group whose commands stand in `COMMANDS`, in that order."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        gc.disable()  # modules are no garbage: looking for some while they load takes a tenth of the time
        command: click.Command = getattr(import_module(module), name)
        gc.enable()
        return command


def _print_handbook(context: click.Context, option: click.Parameter, is_wanted: bool) -> None:
    if is_wanted:
        page = import_module("mkdocs_candor.cli.handbook").commands_page(candor)
        click.echo(page, nl=False)
        context.exit()


@click.group(cls=_LoadedWhenCalled, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-candor")
@click.option(
    "--markdown",
    is_flag=True,
    is_eager=True,
    hidden=True,
    expose_value=False,
    callback=_print_handbook,
    help="Print the handbook's page of all commands.",
)
@click.pass_context
def candor(context: click.Context) -> None:
    """A status page and incident blog that a team owns, in git."""
    if os.environ.get("NO_COLOR"):  # no-color.org; where there is no terminal, click leaves colours out itself
        context.color = False
