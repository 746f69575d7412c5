"""Candor: a status page and incident blog that a team owns, in git.

Data flows one way: `read` (files) → `model` (values) → `derive` (facts at a moment) → `publish` (artifacts).
`plugin` hands the artifacts to MkDocs; `cli` is for staff. The import rules stand in `pyproject.toml`.
"""
