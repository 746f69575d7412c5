"""`candor publish`: what is public is one whole build or the one before, whatever happens."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import INCIDENT, RESOLVED, Site
from mkdocs_candor.cli import candor
from mkdocs_candor.cli.built_site import faults, read_built_site
from mkdocs_candor.cli.public_folder import PublicFolder
from mkdocs_candor.read.history import read_history

COMMAND = [sys.executable, "-c", "from mkdocs_candor.cli import candor; candor()", "publish"]
URL = "https://status.acme.example/"


def built(folder: Path, word: str = "new", *, pages: int = 4, at: str = "2026-03-03T12:00:00Z", url: str = URL) -> Path:
    """Write the least that passes for a built site; `word` is in each of its files."""
    for number in range(pages - 1):
        page = folder / f"incidents/{number}/index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(word)
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(word)
    build = folder / "api/candor/v1/build.json"
    build.parent.mkdir(parents=True)
    build.write_text(json.dumps({"as_of": at, "site": {"url": url}, "word": word}))
    return folder


def publish(*arguments: str | Path) -> Result:
    return CliRunner().invoke(candor, ["publish", *map(str, arguments)])


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A public folder with one build, of the word "old"."""
    folder = tmp_path / "status"
    assert publish(folder, "--from", built(tmp_path / "old", "old")).exit_code == 0
    return folder


def word(public: Path) -> str:
    return (public / "index.html").read_text()


def test_a_site_is_built_and_public_and_what_fails_later_leaves_it_so(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("incidents/2026/2026-03-02-cards.md", INCIDENT + RESOLVED)
    site.write("incidents/2026/2026-03-02-secret.md", (INCIDENT + RESOLVED).replace("type:", "draft: true\ntype:"))
    public = tmp_path / "www" / "status"
    public.parent.mkdir()
    monkeypatch.chdir(site.root / "incidents")  # any folder of the site will do
    # Moments that a shell sets for other things, such as a reproducible package, are none of ours.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "315532800")
    monkeypatch.setenv("CANDOR_AS_OF", "2026-03-02 14:10 UTC")

    done = publish(public, "--json")
    site.configure("name: material", "name: no-such-theme")
    failed = publish(public)

    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert (said["public"], said["url"], said["before"]) == (str(public), URL, None)
    assert said["as_of"] > "2020"
    assert "Card payments fail" in (public / "incidents/2026-03-02-cards/index.html").read_text("utf-8")
    assert not (public / "incidents/2026-03-02-secret").exists()
    assert os.stat(public.resolve()).st_mode & 0o055 == 0o055  # the web server is another user
    assert failed.exit_code == 1
    assert failed.output.endswith(
        "Error: The site was not built; the lines above say why.\nWhat is public was left as it is.\n"
    )
    assert (public / "incidents/2026-03-02-cards/index.html").is_file()


def test_a_run_killed_in_the_middle_of_a_real_build_leaves_no_half_site_and_the_next_one_publishes(
    site: Site, tmp_path: Path
) -> None:
    public = PublicFolder(tmp_path / "status")
    start = [*COMMAND, str(public.path)]
    with subprocess.Popen(start, cwd=site.root, stderr=subprocess.PIPE, text=True, start_new_session=True) as killed:
        assert killed.stderr
        while "Building documentation" not in killed.stderr.readline():
            assert killed.poll() is None
        while not any(public.builds_folder.glob(".2*/*")):  # until pages are being written
            assert killed.poll() is None
        os.killpg(killed.pid, signal.SIGSTOP)
        other = subprocess.Popen(start, cwd=site.root, stderr=subprocess.PIPE, text=True)
        assert other.stderr
        waits = other.stderr.readline()
        assert public.live is None
        killed.kill()
        os.killpg(killed.pid, signal.SIGCONT)  # the engine that it started writes on, and is waited for
    _, said = other.communicate(timeout=60)

    assert f"is publishing into {public.path}; waiting for it." in waits
    assert other.returncode == 0, said
    assert (public.path / "api/candor/v1/build.json").is_file()
    assert [p.name for p in public.builds_folder.iterdir() if p.name.startswith(".")] == [".lock"]


def test_of_two_runs_one_is_killed_anywhere_a_hundred_times_and_the_public_folder_is_always_whole(
    tmp_path: Path,
) -> None:
    a, b = built(tmp_path / "a", "a"), built(tmp_path / "b", "b")
    script = Path(__file__).with_name("killed_publishing.py")

    result = subprocess.run(
        [sys.executable, script, tmp_path / "status", a, b, "100", "4"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[-1]) == [], result.stderr


def test_a_page_of_a_draft_in_a_built_site_is_found(site: Site, tmp_path: Path) -> None:
    site.write("incidents/0.md", INCIDENT.replace("type:", "draft: true\ntype:"))
    site.write("incidents/1.md", INCIDENT.replace("type:", "publish_at: 2026-03-04 12:00 UTC\ntype:"))
    site.write("incidents/2.md", INCIDENT)
    posts = read_history(site.root, incidents=site.root / "incidents", pages=site.root / "site_src").history.posts

    found = list(faults(read_built_site(built(tmp_path / "new")), posts))

    assert found == [f"incidents/{n}.md is a draft or under embargo, and has a page" for n in (0, 1)]


def test_the_build_before_is_kept_and_one_word_brings_it_back(public: Path, tmp_path: Path) -> None:
    published = publish(public, "--from", built(tmp_path / "new"))
    assert word(public) == "new"
    assert f"Back to the build before: candor publish {public} --rollback" in published.output

    back = publish(public, "--rollback")

    assert back.exit_code == 0, back.output
    assert word(public) == "old"
    assert "as of 2026-03-03 12:00 UTC, 4 pages" in back.output


def test_a_build_that_was_damaged_is_not_made_public_again(public: Path, tmp_path: Path) -> None:
    publish(public, "--from", built(tmp_path / "new"))
    earlier = PublicFolder(public).builds[0]
    (earlier / "index.html").unlink()

    refused = publish(public, "--rollback")

    assert refused.output.startswith(f"Error: The build before, {earlier}, is not fit to be public: ")
    assert word(public) == "new"


def test_what_was_rolled_back_is_never_rolled_back_to(public: Path, tmp_path: Path) -> None:
    for name in ("bad", "good"):
        publish(public, "--from", built(tmp_path / name, name))
        if name == "bad":
            publish(public, "--rollback")

    publish(public, "--rollback")

    assert word(public) == "old"


def test_no_more_builds_are_kept_than_wanted(public: Path, tmp_path: Path) -> None:
    for number in range(3):
        publish(public, "--keep", "1", "--from", built(tmp_path / str(number), str(number)))

    assert [(b / "index.html").read_text() for b in PublicFolder(public).builds] == ["1", "2"]


def test_a_plain_folder_is_refused_and_converted_when_asked(tmp_path: Path) -> None:
    plain, new = built(tmp_path / "status", "old"), built(tmp_path / "new")

    refused = publish(plain, "--from", new)
    assert refused.exit_code == 1
    assert refused.output == (
        f"Error: {plain} is a folder with files in it, and only a link can be switched at one stroke. Once, let it "
        f"become one: candor publish {plain} --convert\nWhat is public was left as it is.\n"
    )
    assert word(plain) == "old"

    assert publish(plain, "--from", new, "--convert").exit_code == 0
    assert (word(plain), plain.is_symlink()) == ("new", True)
    publish(plain, "--rollback")
    assert word(plain) == "old"


def test_an_empty_folder_and_a_link_to_elsewhere_are_taken_over(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    elsewhere = built(tmp_path / "elsewhere", "old")
    (tmp_path / "link").symlink_to(elsewhere)

    for name in ("empty", "link"):
        assert publish(tmp_path / name, "--from", built(tmp_path / f"for-{name}")).exit_code == 0
        assert word(tmp_path / name) == "new"

    assert word(elsewhere) == "old"


def _no_front_page(folder: Path) -> None:
    (folder / "index.html").unlink()


def _no_build_file(folder: Path) -> None:
    (folder / "api/candor/v1/build.json").unlink()


def _broken_feed(folder: Path) -> None:
    (folder / "feed.xml").write_text("<rss>")


def _broken_json_feed(folder: Path) -> None:
    (folder / "feed.json").write_text("{")


def _as_of_another_moment(folder: Path) -> None:
    (folder / "index.html").write_text('<meta name="candor-replay" content="2026-03-02T14:10:00Z">')


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_no_front_page, "index.html is missing or empty."),
        (_no_build_file, "api/candor/v1/build.json is missing or damaged: is candor among the plugins in mkdocs.yml?"),
        (_broken_feed, "feed.xml is not well-formed: no element found: line 1, column 5."),
        (_broken_json_feed, "feed.json is not JSON: Expecting property name enclosed in double quotes: "),
        (
            _as_of_another_moment,
            "it shows the site as of another moment (as_of in mkdocs.yml, or CANDOR_AS_OF), and would stand still.",
        ),
    ],
)
def test_a_built_site_that_is_not_whole_is_not_published(public: Path, tmp_path: Path, damage, said: str) -> None:  # type: ignore[no-untyped-def]
    damaged = built(tmp_path / "damaged")
    damage(damaged)

    result = publish(public, "--from", damaged, "--anyway")

    assert result.exit_code == 1
    assert f"Error: The built site is not fit to be public: {said}" in result.output
    assert "What is public was left as it is." in result.output
    assert word(public) == "old"


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"pages": 1}, "it has 1 pages; what is public has 4"),
        (
            {"url": "https://other.example/"},
            f"it is the site of https://other.example/; what is public is that of {URL}",
        ),
        (
            {"at": "2026-03-03T11:00:00Z"},
            "it is older than what is public, which is as of 2026-03-03 12:00 UTC, 4 pages, 0.0 MB",
        ),
    ],
)
def test_a_site_that_may_be_the_wrong_one_is_published_only_when_that_is_meant(
    public: Path, tmp_path: Path, odd: dict[str, str], said: str
) -> None:
    other = built(tmp_path / "other", **odd)  # type: ignore[arg-type]

    refused = publish(public, "--from", other)
    assert refused.exit_code == 1
    assert refused.output == (
        f"Error: Look first: {said}. If that is meant, add --anyway.\nWhat is public was left as it is.\n"
    )
    assert word(public) == "old"

    assert publish(public, "--from", other, "--anyway").exit_code == 0
    assert word(public) == "new"


def test_a_run_that_waits_too_long_says_for_whom(public: Path, tmp_path: Path) -> None:
    with (tmp_path / "status.builds" / ".lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate()
        lock.write("Process 1234")
        lock.flush()

        result = publish(public, "--from", built(tmp_path / "new"), "--wait", "0")

    assert result.exit_code == 1
    assert result.output == (
        f"Error: Process 1234 is still publishing into {public}.\nWhat is public was left as it is.\n"
    )


def test_a_target_that_cannot_be_meant_is_refused_with_the_reason(
    public: Path, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root)
    left = "What is public was left as it is."
    (tmp_path / "file").write_text("")
    said = {
        ("nowhere/status",): f"There is no folder {tmp_path}/nowhere. Make it, or mend the path.\n{left}",
        ("file",): f"{tmp_path}/file is a file. Name the folder that your web server serves.\n{left}",
        ("site_src/public",): f"{tmp_path}/site_src/public lies in {tmp_path}/site_src, where the site's source is. "
        f"Choose another folder.\n{left}",
        ("status", "--from", "status"): f"status is what is public already.\n{left}",
        ("status", "--rollback"): "No build is kept that is older than the public one. Those kept are in "
        f"{tmp_path}/status.builds.\n{left}",
    }

    for arguments, message in said.items():
        result = publish(*arguments)
        assert (result.exit_code, result.output) == (1, f"Error: {message}\n")

    both = publish("status", "--from", "old", "--rollback")
    assert both.exit_code == 2
    assert "Error: --from and --rollback exclude each other." in both.output
    assert word(public) == "old"


def test_what_the_file_system_refuses_is_said_and_leaves_what_is_public(public: Path, tmp_path: Path) -> None:
    (tmp_path / "other.builds").write_text("a file")

    result = publish(tmp_path / "other", "--from", built(tmp_path / "new"))

    assert result.exit_code == 1
    assert result.output == f"Error: {tmp_path}/other.builds: File exists.\nWhat is public was left as it is.\n"
