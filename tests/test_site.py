"""The documentation as a site: every page is in it, no link is broken, and it can be searched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]


def build(docs: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the site; a warning is an error."""
    pytest.importorskip("sphinx", reason="Sphinx is not installed")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "-n", "-q", "--keep-going", str(docs), str(site)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment}, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the documentation."""
    folder = tmp_path_factory.mktemp("site")
    done = build(ROOT / "docs", folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_every_page_is_in_it(site: Path) -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        assert (site / page.relative_to(ROOT / "docs").with_suffix(".html")).is_file(), page


def test_the_rules_are_grouped_by_provider_and_service(site: Path) -> None:
    text = (site / "rules" / "index.html").read_text("utf-8")
    sidebar = text[text.index('class="sidebar-tree"') : text.index("</aside>")]
    levels = dict.fromkeys(("1", "2", "3"), "")
    for level, link in re.findall(r'<li class="toctree-l(\d)[^"]*"><a class="[^"]*" href="([^"]+)"', sidebar):
        levels[level] += f" {link}"
    assert {"aws/index.html", "gcp/index.html", "severities.html"} <= set(levels["2"].split())
    assert {"aws/s3.html", "gcp/gke.html"} <= set(levels["3"].split())
    assert "aws/s3.html" not in levels["1"] + levels["2"]


def test_it_can_be_searched(site: Path) -> None:
    index = (site / "searchindex.js").read_text("utf-8")
    for word in ("Budgets", "Waivers", "Environments"):
        assert word.lower() in index.lower()


def test_it_needs_nothing_from_elsewhere(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")
    assert 'src="http' not in text
    assert 'rel="stylesheet" type="text/css" href="http' not in text


def test_links_out_of_the_pages_lead_to_the_repository_if_there_is_an_address(site: Path, tmp_path: Path) -> None:
    assert 'href="../examples' not in (site / "gallery.html").read_text("utf-8")
    done = build(ROOT / "docs", tmp_path / "site", RIVETER_REPOSITORY="https://example.com/riveter")
    assert done.returncode == 0, done.stderr
    gallery = (tmp_path / "site" / "gallery.html").read_text("utf-8")
    assert 'href="https://example.com/riveter/blob/main/examples/first-rule' in gallery


def test_a_broken_link_is_an_error(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(ROOT / "docs", docs)
    (tmp_path / "riveter").symlink_to(ROOT / "riveter")
    page = docs / "iam.md"
    page.write_text(page.read_text("utf-8") + "\n[x](nowhere.md)\n\n[x](commands.md#no-such-heading)\n", "utf-8")
    done = build(docs, tmp_path / "site")
    assert done.returncode != 0
    assert done.stderr.count("iam.md") == 2


def test_the_pictures_show_what_the_commands_print_and_need_nothing_from_elsewhere(tmp_path: Path) -> None:
    from tools import screenshots

    page = (ROOT / "docs" / "screenshots.md").read_text("utf-8")
    for name, (place, words) in screenshots.TERMINALS.items():
        assert f"images/{name}.svg" in page
        svg = (screenshots.IMAGES / f"{name}.svg").read_text("utf-8")
        assert "url(http" not in svg
        assert "@font-face" not in svg
        if place:
            text = screenshots.terminal(words, ROOT / place)
            assert screenshots.drawing("riveter " + " ".join(words), text) == svg, "make screenshots"
    assert {path.name for path in screenshots.IMAGES.iterdir()} == set(re.findall(r"images/([\w.-]+)", page))
