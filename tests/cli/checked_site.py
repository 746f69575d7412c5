"""A site with something wrong at every level, and a way to run `candor check` in it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from conftest import INCIDENT, RESOLVED, Site
from mkdocs_candor.cli import candor

# One problem, an error with a percent sign and a comma in it, two findings, and one that is waived.
WRONG = """
---
type: announcement
title: We change, 100% sure
date: 2026-03-02
topic: news
---

We apologise for any inconvenience.
Any inconvenience, we said.
"""
WAIVED = INCIDENT.replace(
    "severity: major", "check: {disable: [{rule: IU301, reason: the alarm was new}]}\nseverity: major"
)


def wrong_site(site: Site) -> None:
    site.write("incidents/news: 100%, all.md", WRONG)
    site.write("incidents/cards.md", WAIVED + RESOLVED)
    site.write("incidents/2026/late.md", INCIDENT + RESOLVED)


def checked(site: Site, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    monkeypatch.chdir(site.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772539200")  # 2026-03-03 12:00 UTC
    return CliRunner().invoke(candor, ["check", *options])
