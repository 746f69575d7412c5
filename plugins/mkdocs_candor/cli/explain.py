"""`candor explain`: what a rule flags, why, what the reader hears, and how to say it better."""

from __future__ import annotations

import click

from mkdocs_candor.lint.catalogue import FAMILIES, NOT_HERE, find_rule, likely_rules, rules
from mkdocs_candor.lint.handbook import wording_page
from mkdocs_candor.lint.rule import Rule
from mkdocs_candor.lint.sources import cited


@click.command()
@click.argument("rule", required=False)
@click.option("--lang", default="en", show_default=True, help="The language of a rule about words: en, de or es.")
@click.option("--markdown", is_flag=True, hidden=True, help="Print the handbook's page of all rules.")
def explain(rule: str | None, lang: str, markdown: bool) -> None:
    """Say what RULE flags and why, with examples; without RULE, list them all.

    \b
    Examples:
      candor explain
      candor explain AP101
      candor explain sorry-but --lang de
    """
    if markdown:
        click.echo(wording_page(), nl=False)
    elif rule is None:
        _list_all()
    elif found := find_rule(rule):
        _show(rules(lang)[found.id])
    elif reason := NOT_HERE.get(rule.strip().upper()):
        click.echo(f"{rule.strip().upper()} has no check of its own: {reason}.")
    else:
        guesses = likely_rules(rule)
        hint = f"Did you mean {' or '.join(guesses)}?" if guesses else "`candor explain` lists all rules."
        raise click.ClickException(f"no rule is called '{rule}'. {hint}")


def _list_all() -> None:
    family = ""
    for found in rules().values():
        if found.id[:3] != family:
            family = found.id[:3]
            click.echo(
                f"\n{click.style(FAMILIES[family], bold=True)}"
                if family != "AP1"
                else click.style(FAMILIES[family], bold=True)
            )
        click.echo(f"  {found.id}  {found.level:8} {found.name:27} {_shortened(found.flags)}")
    click.echo("\ncandor explain RULE says more about one.")


def _shortened(text: str, width: int = 90) -> str:
    return text if len(text) <= width else f"{text[:width].rpartition(' ')[0]} .."


def _show(rule: Rule) -> None:
    click.echo(f"{click.style(f'{rule.id} {rule.name}', bold=True)} ({rule.level}; read in: {rule.on})\n")
    if rule.needs_another_commit:
        click.echo("It compares with another commit: candor check --against REF.\n")
    click.echo(f"{rule.flags}\n\nWhy: {rule.why}\n")
    for example in rule.examples:
        _show_example("bad ", example.bad, "red")
        if example.good:
            _show_example("good", example.good, "green")
    click.echo(f"\nThe reader hears: {rule.hears}\nAsk yourself: {rule.question}\nPattern: {rule.pattern}")
    if rule.false_positives:
        click.echo(f"\nKnown false alarms: {rule.false_positives}")
    click.echo(f"Source: {cited(rule.source)}.")
    click.echo(
        "\nIf it is wrong about a sentence, keep the sentence and say why, beside it or in the front matter:\n"
        f"  <!-- check: off {rule.id}: the reason -->\n"
        f'  check: {{disable: [{{rule: {rule.id}, reason: "the reason"}}]}}'
    )


def _show_example(label: str, text: str, colour: str) -> None:
    first, *more = text.split("\n")
    click.echo(f"  {click.style(label, fg=colour)}  {first}")
    for line in more:
        click.echo(f"        {line}")
