"""Staff's commands, a file each. `candor --help` lists them."""

from __future__ import annotations

import errno
import gc
import os
from importlib import import_module
from typing import Any

import click

# Where each command lives, and what it does. Only the one that is called is loaded: some need libraries that take long.
COMMANDS = {
    "init": ("mkdocs_candor.cli.init:init", "Begin a new status site."),
    "new": ("mkdocs_candor.cli.new:new", "Tell of something new: an incident, planned work, news."),
    "update": ("mkdocs_candor.cli.update:update", "Say more about what is open."),
    "resolve": ("mkdocs_candor.cli.resolve:resolve", "Say that an incident is over."),
    "start": ("mkdocs_candor.cli.start:start", "Say that planned work has begun."),
    "complete": ("mkdocs_candor.cli.complete:complete", "Say that planned work is over and all works."),
    "cancel": ("mkdocs_candor.cli.cancel:cancel", "Say that planned work will not happen."),
    "ask": ("mkdocs_candor.cli.ask:ask", "Add a question that customers asked."),
    "answer": ("mkdocs_candor.cli.answer:answer", "Answer a question."),
    "promise": ("mkdocs_candor.cli.promise:promise", "Say what has become of a promise, or make one."),
    "apologise": ("mkdocs_candor.cli.apologise:apologise", "Draft an apology, with the facts filled in."),
    "report": ("mkdocs_candor.cli.report:report", "Draft a report, with the facts filled in."),
    "status": ("mkdocs_candor.cli.status:status", "Show what is open and what you owe."),
    "notify": ("mkdocs_candor.cli.notify:notify", "Tell elsewhere what changed in public."),
    "next": ("mkdocs_candor.cli.next:next_", "Print when the site next changes by itself."),
    "check": ("mkdocs_candor.cli.check:check", "Find what is wrong in the files, and coach their words."),
    "explain": ("mkdocs_candor.cli.explain:explain", "Say what a rule flags, and why."),
    "schema": ("mkdocs_candor.cli.schema:schema", "Write JSON Schemas for editors."),
    "preview": ("mkdocs_candor.cli.preview:preview", "Serve the site here, at the post that changed last."),
    "cms": ("mkdocs_candor.cli.cms:cms", "Configure an editor in the browser."),
    "at": ("mkdocs_candor.cli.at:at", "Build the site as of a moment, and show it."),
    "recipe": ("mkdocs_candor.cli.recipe:recipe", "Write what publishes the site at a host."),
    "publish": ("mkdocs_candor.cli.publish:publish", "Build, verify, and switch a public folder at one stroke."),
    "import": ("mkdocs_candor.cli.import_:import_", "Bring the history of another tool here."),
    "bench": ("mkdocs_candor.cli.bench:bench", "Measure how long builds take."),
}


MEANT = {
    **dict.fromkeys(("incident", "outage", "down"), "new incident"),
    **dict.fromkeys(("maintenance", "work"), "new maintenance"),
    **dict.fromkeys(("announcement", "announce", "news"), "new announcement"),
    **dict.fromkeys(("apology", "sorry"), "apologise"),
    **dict.fromkeys(("resolved", "fixed", "fix", "close", "end"), "resolve"),
    **dict.fromkeys(("edit", "post", "say"), "update"),
    **dict.fromkeys(("serve", "show"), "preview"),
    **dict.fromkeys(("lint", "validate"), "check"),
    **dict.fromkeys(("build", "deploy"), "publish"),
}
"""What people type who have the thing in their head, and not our word for what they do."""

_EXIT_CODES = "Exit codes: 0 done; 1 not done, and the last line says why; 2 the command line is wrong."


def _with_exit_codes(command: click.Command) -> click.Command:
    """Let the help of a command end with the codes that all have, unless it speaks of its own."""
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        _with_exit_codes(inner)
    if not any(word in (command.help or "") for word in ("Exit codes", "Exits with", "Ends with")):
        command.epilog = _EXIT_CODES
    return command


class _LoadedWhenCalled(click.Group):
    """A group whose commands stand in `COMMANDS`, in that order."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        # Modules are no garbage, nor is what is read of files: looking for some takes a fifth of a command's time.
        gc.disable()
        command: click.Command = getattr(import_module(module), name)
        gc.freeze()
        gc.set_threshold(50_000)
        gc.enable()
        return _with_exit_codes(command)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:  # nobody reads what is printed any more; click ends quietly then
                raise
            reason = error.strerror or type(error).__name__
            place = f"{error.filename}: {reason}. Is that the place you mean?" if error.filename else f"{reason}."
            raise click.ClickException(place) from None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            did_you_mean = import_module("mkdocs_candor.read.notes").did_you_mean
            hint = f"Did you mean '{MEANT[name]}'?" if name in MEANT else did_you_mean(name, COMMANDS)
            hint = hint or "candor --help lists those that there are."
            ctx.fail(f"No such command '{name}'. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, what) for name, (_, what) in COMMANDS.items()])


def _print_handbook(context: click.Context, option: click.Parameter, is_wanted: bool) -> None:
    if is_wanted:
        page = import_module("mkdocs_candor.cli.handbook").commands_page(candor)
        click.echo(page, nl=False)
        context.exit()


@click.group(cls=_LoadedWhenCalled, epilog=_EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
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
