"""Where the evidence for the rules is from, and how much of it was read."""

from __future__ import annotations

from collections.abc import Iterable

SOURCES = {
    "S1": "Lewicki, Polin, Lount, An Exploration of the Structure of Effective Apologies, 2016 (press note)",
    "S2": "Scher, Darley, How Effective Are the Things People Say to Apologize?, 1997 (abstract)",
    "S3": "Roschk, Kaiser, The nature of an apology, 2013 (abstract)",
    "S6": "Halperin, Ho, List, Muir, Toward an Understanding of the Economics of Apologies, 2022 (abstract)",
    "S9": "Fausey, Boroditsky, Subtle linguistic cues influence perceived blame, 2010 (abstract)",
    "S10": "Packard, Berger, How Concrete Language Shapes Customer Satisfaction, 2021 (abstract)",
    "S12": "Kador, Effective Apology, 2009 (excerpts)",
    "S13": "Lazare, On Apology, 2004 (from memory)",
    "S14": "Ingall, McCarthy, Sorry, Sorry, Sorry, 2023 (as reported)",
    "S15": "Benoit, Accounts, Excuses, and Apologies, 1995 (excerpt)",
    "S16": "Coombs, Protecting Organization Reputations During a Crisis, 2007 (encyclopaedia)",
    "S18": "Arpan, Roskos-Ewoldsen, Stealing thunder, 2005 (abstract)",
    "S20": "PagerDuty, External communication guidelines",
    "S21": "PagerDuty, Customer liaison",
    "S22": "Atlassian, Incident communication tips",
    "S23": "GitLab handbook, How to perform CMOC duties (13.0 edition)",
    "S24": "StatusPage.me, How to set an incident update cadence",
    "S25": "Beyer and others, Site Reliability Engineering, 2016, chapter 15 (extract)",
    "S26": "Trade-press comment on a hosting company's jocular apology, 2008",
    "W": "S. Weathers, Community Management Requires Risk (essay)",
    "F": "FeverBee, DreamHost is down (essay and its comments)",
    "WCAG": "W3C, Web Content Accessibility Guidelines 2.2, 2023, criterion 1.1.1",
    "us": "this project's own judgement, without a study",
}


def cited(keys: Iterable[str]) -> str:
    """Return the sources with these keys as one line."""
    return "; ".join(SOURCES[key] for key in keys)
