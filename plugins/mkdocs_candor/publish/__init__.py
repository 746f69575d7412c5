"""Snapshot → artifacts: a path and its content. `site` is the list of what we publish."""
