"""The site as it was at another commit, read from git without touching anything in the repository."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import click

_READ = (".md", ".yml", ".yaml")
_OF_A_HOOK = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"}  # of its folder, not ours
_ORDINARY_FILES = {"100644", "100755"}


def commit_for(root: Path, ref: str) -> str:
    """Return the commit at which this line of work left `ref`, as in `git diff REF...`; `ref` itself if it is older.

    So what others have added to `ref` since does not look lost. Where the clone is too shallow to tell, it is `ref`.
    Raises ClickException when there is no such commit here.
    """
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}", may_fail=True)
    if not found:
        raise click.ClickException(_missing(root, ref))
    commit = found.decode().strip()
    base = _git(root, "merge-base", commit, "HEAD", may_fail=True).decode().split()
    return base[0] if base else commit


def committed_at(root: Path, commit: str) -> datetime:
    """Return when a commit was made, in UTC."""
    written = _git(root, "show", "--no-patch", "--format=%cI", commit).decode().strip()
    return datetime.fromisoformat(written).astimezone(UTC)


def write_out(root: Path, commit: str, into: Path) -> Path:
    """Write the Markdown and YAML files of the site below `root`, as of `commit`, below `into`; return their folder.

    They are read from git's own store: no checkout, no lock, no index. Raises ClickException.
    """
    names = list(_files(root, commit))
    blobs = _contents(root, [blob for blob, _ in names])
    for (_, name), content in zip(names, blobs, strict=True):
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return into


def origin(root: Path) -> str:
    """Return the address that the repository around `root` is pushed to; empty where it is pushed nowhere."""
    try:
        return _git(root, "remote", "get-url", "origin", may_fail=True).decode().strip()
    except click.ClickException:
        return ""


def _files(root: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Yield the id of each file's content, and its path from `root`."""
    listed = _git(root, "ls-tree", "-r", "-z", commit)  # of the current folder alone, with paths from there
    for entry in listed.decode("utf-8", "surrogateescape").split("\0"):
        kind, _, name = entry.partition("\t")
        if not name.endswith(_READ) or kind.split()[0] not in _ORDINARY_FILES or not _is_below(name):
            continue
        yield kind.split()[2], name


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _contents(root: Path, blobs: list[str]) -> Iterator[bytes]:
    answer = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs).encode())
    position = 0
    for _ in blobs:
        end = answer.index(b"\n", position)
        size = int(answer[position:end].split()[2])
        yield answer[end + 1 : end + 1 + size]
        position = end + 1 + size + 1


def _git(root: Path, *arguments: str, given: bytes | None = None, may_fail: bool = False) -> bytes:
    environment = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK} | {"LC_ALL": "C"}
    command = ["git", "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments of ours
            command, cwd=root, env=environment, input=given, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise click.ClickException("git is not installed here, and only it knows other commits.") from None
    if done.returncode and not may_fail:
        raise click.ClickException(f"git: {done.stderr.decode('utf-8', 'replace').strip()}")
    if b"not a git repository" in done.stderr:
        raise click.ClickException(f"{root} is in no git repository, so there is no other commit to compare with.")
    return done.stdout if not done.returncode else b""


def _missing(root: Path, ref: str) -> str:
    message = f"there is no commit '{ref}' here."
    if _git(root, "rev-parse", "--is-shallow-repository", may_fail=True).strip() == b"true":
        branch = ref.removeprefix("origin/")
        return (
            f"{message} This clone is shallow: fetch it first with `git fetch --depth=1 origin {branch}` and name "
            "FETCH_HEAD, or clone all (GitHub Actions: fetch-depth: 0; GitLab: GIT_DEPTH: 0)."
        )
    return f"{message} `git branch --all` and `git tag` list those that there are; `git fetch` brings newer ones."
