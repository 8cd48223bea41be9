"""The HTML report, as text and in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from riveter import __version__
from riveter.api import ScanResult
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.files.coverage import NotScanned, Omission
from riveter.findings import AssertionResult, Comparison, Outcome
from riveter.reporters import html
from riveter.reporters.history import HistoryPoint
from riveter.reporters.interface import RenderOptions
from tests.reporters.hostile import EVIL, HOSTILE, many
from tests.reporters.samples import FAILED, KEY, PASSED, RULES, STORAGE, UNKNOWN, result, span, summary

BROKEN = Diagnostic("error", "Unclosed block", "It begins here.", span(STORAGE, "var.rotate"), "Close it.")


def report(scan: ScanResult | None = None, **options: Any) -> str:
    return "".join(html.render(scan or result(), RenderOptions(**options)))


def data_of(text: str) -> Any:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert match
    return json.loads(match[1])


# --- as text --------------------------------------------------------------------------------------


def test_the_file_needs_nothing_else() -> None:
    text = report()
    assert text.startswith("<!doctype html>")
    assert not re.search(r"<(link|img|iframe|object|embed)\b|@import|url\(", text)
    assert not re.search(r'\b(src|srcset|data-src)="', text)


def test_the_policy_allows_this_script_and_style_only() -> None:
    text = report()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src &#x27;none&#x27;" in policy[1]
    assert "unsafe" not in policy[1]
    assert policy[1].count("sha256-") == 2


def test_embedded_data_can_not_end_its_element() -> None:
    text = report(HOSTILE)
    assert text.count("</script>") == 2
    assert "<img" not in text
    inside = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert inside
    assert not set("<>&\u2028\u2029\x1b\u202e") & set(inside[1])
    assert data_of(text)["findings"][0]["a"]


def test_every_finding_is_in_the_data_with_its_excerpt_and_provenance() -> None:
    data = data_of(report())
    assert [finding["o"] for finding in data["findings"]] == ["pass", "fail", "unknown", "suppressed"]
    (assertion,) = data["findings"][1]["as"]
    assert assertion["w"] == "is false, expected true"
    assert assertion["p"] == ["var.rotate is false: variables.tf:2:13 (default), set in prod.tfvars:2:10"]
    assert data["excerpts"][assertion["x"]][-1] == [7, "  enable_key_rotation = ", "var.rotate", ""]
    assert data["findings"][3]["sup"]["reason"] == "raw data is thrown away"
    assert data["rules"][1]["frameworks"] == [["soc2", ["CC6.1"]]]


def test_the_numbers_are_readable_without_the_script() -> None:
    assert "1 rule passed, 1 failed, 1 unknown, 1 suppressed" in report().partition("<noscript>")[0]


# --- in a browser ---------------------------------------------------------------------------------

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    api = pytest.importorskip("playwright.sync_api", reason="needs the package `playwright`")
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian package `chromium`)")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def open_report(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open the report of a scan; afterwards: no console message, no script error, no dialog, no request to anywhere."""
    wrong: list[str] = []
    pages: list[Any] = []

    def refuse(dialog: Any) -> None:
        wrong.append("dialog")
        dialog.dismiss()

    def check(address: str) -> None:
        if not address.startswith("file:"):
            wrong.append(f"request: {address}")

    def open_it(
        scan: ScanResult | None = None,
        address: str = "",
        render: dict[str, Any] | None = None,
        width: int = 1200,
        **options: Any,
    ) -> Any:
        path = tmp_path / "report.html"
        path.write_text(report(scan, **(render or {})), "utf-8")
        page = browser.new_page(viewport={"width": width, "height": 900}, **options)
        pages.append(page)
        page.on("console", lambda message: wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", refuse)
        page.on("request", lambda request: check(request.url))
        page.goto(path.as_uri() + address)
        return page

    yield open_it
    for page in pages:
        page.close()
    assert wrong == []


def names(page: Any) -> list[str]:
    return [str(text) for text in page.locator(".finding .name").all_inner_texts()]


def wait_for_count(page: Any, number: int) -> None:
    pytest.importorskip("playwright.sync_api").expect(page.locator(".finding")).to_have_count(number)


def count(page: Any) -> str:
    return str(page.locator("#count").inner_text())


def test_the_overview_counts_and_leads_to_the_findings(open_report: Open) -> None:
    page = open_report()
    tiles = dict(reversed(text.split("\n")) for text in page.locator(".tile").all_inner_texts())
    assert tiles == {
        "failed": "1", "errors": "0", "unknown": "1", "suppressed": "1", "passed": "1", "rules": "5", "resources": "4", "files": "2",
    }  # fmt: skip
    assert page.locator(".verdict").inner_text() == "failed"
    assert "var.kms_key_id has no value: variables.tf:14" in page.inner_text("main")
    page.get_by_role("button", name="KMS keys must have rotation enabled").click()
    assert names(page) == ["KMS keys must have rotation enabled"]


def test_a_finding_opens_with_source_provenance_remedy_and_controls(open_report: Open) -> None:
    page = open_report(address="#view=findings")
    page.locator(".finding button").first.click()
    body = page.locator(".finding .body").first
    text = body.inner_text()
    assert body.locator("mark").inner_text() == "var.rotate"
    for part in ("is false, expected true", "prod.tfvars:2:10", "enable_key_rotation = true", "soc2 CC6.1", "a1b2c3"):
        assert part in text
    assert body.locator("a").get_attribute("href") == "https://example.com/rule"
    page.locator(".finding button").first.click()
    assert not body.is_visible()


def test_what_is_said_of_one_place_stands_below_one_excerpt(open_report: Open) -> None:
    header = span(STORAGE, 'resource "aws_kms_key" "data"')
    block = span(STORAGE, 'resource "aws_kms_key"', whole_block=True)
    said = [
        AssertionResult("a", "exists", Outcome.FAIL, message="has no `a`", detail="has no `a`", location=header),
        AssertionResult("b", "exists", Outcome.FAIL, message="has no `b", detail="has no `b", location=block),
        AssertionResult("c", "exists", Outcome.FAIL, detail="is not set", location=span(STORAGE, "var.rotate")),
    ]
    page = open_report(result((msgspec.structs.replace(FAILED, assertions=tuple(said)),)), "#view=findings")
    page.locator(".finding button").first.click()
    body = page.locator(".finding .body").first
    assert body.locator(".excerpt").count() == 2
    assert body.locator("p.mono").all_inner_texts() == ["storage.tf:5:1", "storage.tf:7:25"]
    # Backticks of the rule's author are code; one that stands alone is a backtick.
    assert body.locator("strong").all_inner_texts() == ["has no a", "has no `b", "is not set"]
    assert body.locator("strong code").all_inner_texts() == ["a"]


def test_what_was_fixed_is_listed(open_report: Open) -> None:
    gone = msgspec.structs.replace(FAILED, resource=msgspec.structs.replace(KEY, address="aws_kms_key.<old>"))
    page = open_report(result((PASSED,), RULES[:1], diff=Comparison("main", "0123456789" * 4, (gone,) * 600)))
    card = page.locator(".card", has_text="Fixed since main (0123456789)")
    assert "aws_kms_key.<old>" in card.inner_text()
    assert card.locator("tr").count() == 500
    assert "and 100 more" in card.inner_text()


def test_long_names_are_shown_in_full(open_report: Open) -> None:
    path = "infrastructure/environments/production/network/main.tf"
    name = "Buckets that hold data of customers must be encrypted with a key of the platform team and log every access"
    moved = msgspec.structs.replace(
        FAILED,
        rule_name=name,
        assertions=(AssertionResult("k", "exists", Outcome.FAIL, location=Span(path, 1, 1, 1, 2)),),
    )
    page = open_report(result((moved,), (summary(moved, failed=1),)), width=360)
    labels = page.locator(".bars .label").all_inner_texts()
    assert path in labels
    assert name in labels
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_beside_a_severity_stands_how_many_fail(open_report: Open) -> None:
    passed = [msgspec.structs.replace(FAILED, outcome=Outcome.PASS, assertions=()) for _ in range(7)]
    page = open_report(result((FAILED, *passed), (summary(FAILED, failed=1, passed=7),)))
    card = page.locator(".card", has_text="By severity")
    assert card.locator(".bars li").all_inner_texts() == ["high\n1 failed"]
    page.get_by_role("tab", name="Findings").click()
    page.get_by_role("button", name="Passed 7").click()
    assert page.get_by_role("button", name="high 1").count() == 1


ABOUT = (
    ("Project", "infra"),
    ("Commit", "01" * 20),
    ("Date", "2026-11-29 16:00 UTC"),
    ("Command", "riveter scan -p <b>"),
)


def test_the_head_says_what_was_scanned_when_and_how(open_report: Open) -> None:
    page = open_report(render={"about": ABOUT})
    rows = dict(
        zip(page.locator(".about dt").all_inner_texts(), page.locator(".about dd").all_inner_texts(), strict=True)
    )
    assert rows == {
        **dict(ABOUT),
        "Version": f"riveter {__version__}",
        "Packs": "aws-security (5 rules)",
        "Coverage": "nothing was left out",
    }
    page = open_report(result((PASSED,), RULES[:1], (BROKEN,), not_scanned=(NotScanned(Omission.HIDDEN, ".infra"),)))
    coverage = page.locator(".about dd", has_text="errors").inner_text()
    assert coverage == "The input has errors: parts of it were not validated · Not scanned: 1 hidden folder"


def owner_of(file: str) -> str:
    return "@org/storage" if file == "storage.tf" else ""


def grouped(page: Any) -> list[str]:
    return [str(text) for text in page.locator(".group").all_inner_texts()]


def in_roots() -> ScanResult:
    there = msgspec.structs.replace(FAILED, resource=msgspec.structs.replace(KEY, root="infra/prod"))
    unowned = msgspec.structs.replace(
        there, resource=msgspec.structs.replace(there.resource, span=Span("x.tf", 1, 1, 1, 2))
    )
    return result((FAILED, UNKNOWN, there, unowned), (summary(FAILED, failed=3), summary(UNKNOWN, unknown=1)))


def test_findings_are_grouped_by_rule_resource_root_or_owner(open_report: Open) -> None:
    page = open_report(in_roots(), "#view=findings", {"owner_of": owner_of})
    assert grouped(page) == []
    for by, headings in (
        ("rule", ["KMS keys must have rotation enabled\n3 failed", "Lambda functions must use a KMS key\n1 unknown"]),
        ("root", ["infra/prod\n2 failed", ".\n1 failed, 1 unknown"]),
        ("owner", ["@org/storage\n2 failed, 1 unknown", "(no owner)\n1 failed"]),
        (
            "resource",
            [
                f"{KEY.address} in infra/prod\n2 failed",
                f"{KEY.address}\n1 failed",
                f"{UNKNOWN.resource.address}\n1 unknown",
            ],
        ),
    ):
        page.locator("#group").select_option(by)
        assert grouped(page) == headings, by
    page.locator("#group").select_option("owner")
    assert "group=owner" in page.url
    page.reload()
    assert grouped(page)[0].startswith("@org/storage")
    page.locator("#filter-owner").select_option(label="(no owner)")
    assert len(names(page)) == 1
    page.locator("#filter-root").select_option(label="infra/prod")
    assert len(names(page)) == 1


def test_an_owner_in_a_suppression_comes_first() -> None:
    data = data_of(report(owner_of=lambda file: "@org/all"))
    assert {finding["o"]: finding["own"] for finding in data["findings"]}["suppressed"] == "data"


POINTS = tuple(
    HistoryPoint(name, fail, 2, 1, 50, {"critical": fail, "high": 0, "medium": 0, "low": 0, "info": 0})
    for name, fail in (("2026-09", 9), ("2026-10", 4), (EVIL, 3))
)


def test_the_trend_of_earlier_reports(open_report: Open) -> None:
    page = open_report(render={"history": POINTS})
    rows = [text.split("\t") for text in page.locator("#trend tbody tr").all_inner_texts()]
    assert [row[0] for row in rows][0::3] == ["this scan", "2026-09"]
    assert rows[0] == ["this scan", "1", "0", "1", "0", "0", "0", "1", "1", "1"]
    assert rows[3] == ["2026-09", "9", "9", "0", "0", "0", "0", "2", "1", "50"]
    assert page.locator("#trend circle").count() == 8
    assert page.locator("#trend svg").get_attribute("aria-label") == "Failed findings: 9, 4, 3, 1"


def test_the_trend_fills_its_card_and_names_its_numbers(open_report: Open) -> None:
    page = open_report(render={"history": POINTS})
    assert page.locator("#trend svg text").all_text_contents() == ["9", "4", "3", "1"]
    drawing, table = page.locator("#trend svg").bounding_box(), page.locator("#trend table").bounding_box()
    assert abs(drawing["width"] - table["width"]) < 2


def test_without_earlier_reports_there_is_no_trend(open_report: Open) -> None:
    assert open_report().locator("#trend").count() == 0


@pytest.mark.parametrize("width", [360, 800, 1440])
@pytest.mark.parametrize("view", ["overview", "findings&group=owner", "rules", "compliance", "input"])
def test_nothing_is_wider_than_the_window(open_report: Open, width: int, view: str) -> None:
    about = (*ABOUT[:3], ("Command", "riveter scan " + "x" * 480))
    page = open_report(HOSTILE, f"#view={view}", {"about": about, "history": POINTS}, width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_filters_search_and_sorting_select_findings(open_report: Open) -> None:
    page = open_report(address="#view=findings")
    assert names(page) == ["KMS keys must have rotation enabled", "Lambda functions must use a KMS key"]
    page.get_by_role("button", name="Unknown 1").click()
    assert names(page) == ["KMS keys must have rotation enabled"]
    page.get_by_role("button", name="Suppressed 1").click()
    page.get_by_role("button", name="Passed 1").click()
    assert len(names(page)) == 3
    page.get_by_role("button", name="critical 0").click()  # it is suppressed
    assert names(page) == ["S3 buckets must be versioned"]
    page.locator("#clear").click()
    page.locator("#search").fill("kms_key_id VALUE")
    wait_for_count(page, 1)
    assert names(page) == ["Lambda functions must use a KMS key"]
    page.locator("#search").fill("no such thing")
    wait_for_count(page, 0)
    assert "No finding matches" in page.inner_text("#list")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    page.get_by_label("Sort").select_option("resource")
    assert names(page)[0] == "KMS keys must have rotation enabled"
    page.locator("#filter-type").select_option("aws_lambda_function")
    assert names(page) == ["Lambda functions must use a KMS key"]


def test_the_address_keeps_the_filters(open_report: Open) -> None:
    page = open_report(address="#view=findings")
    page.get_by_role("button", name="Failed 1").click()
    assert "outcomes=error%2Cunknown" in page.url
    page.reload()
    assert names(page) == ["Lambda functions must use a KMS key"]


def test_a_clean_scan_shows_what_passed(open_report: Open) -> None:
    page = open_report(result((PASSED,), RULES[:1]), "#view=findings")
    assert page.locator(".verdict").inner_text() == "passed"
    assert names(page) == ["S3 buckets must have a name"]


def test_the_rules_and_compliance_views(open_report: Open) -> None:
    page = open_report()
    page.get_by_role("tab", name="Rules").click()
    rows = page.locator("tbody tr").all_inner_texts()
    assert len(rows) == 5
    assert "KMS keys must have rotation enabled" in rows[0]
    assert "no matching resources" in "".join(rows)
    page.get_by_role("tab", name="Compliance").click()
    framework = page.locator(".framework").inner_text()
    assert "soc2" in framework
    assert "0 of 1 control passed, 1 failed" in framework
    page.get_by_role("button", name="CC6.1").click()
    assert len(names(page)) == 4


@pytest.mark.parametrize("view", ["rules", "compliance"])
def test_names_of_rules_have_room_on_a_small_screen(open_report: Open, view: str) -> None:
    page = open_report(address=f"#view={view}", width=360)
    assert min(box["width"] for box in (cell.bounding_box() for cell in page.locator("td.words").all())) >= 190
    assert max(box["height"] for box in (row.bounding_box() for row in page.locator("tbody tr").all())) < 200


def test_what_was_wrong_with_the_input_is_shown(open_report: Open) -> None:
    page = open_report(result((PASSED,), RULES[:1], (BROKEN,)))
    assert page.locator(".verdict").inner_text() == "incomplete"
    page.get_by_role("button", name="Show").click()
    text = page.inner_text("main")
    for part in ("Unclosed block", "storage.tf:7:25", "It begins here.", "Close it."):
        assert part in text


def test_the_keyboard_is_enough(open_report: Open) -> None:
    page = open_report(many(120))
    page.keyboard.press("2")
    assert count(page) == "1–50 of 120 findings"
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    assert page.locator(".finding").nth(1).locator(".body").is_visible()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    assert page.locator(".finding").nth(0).locator(".body").is_visible()
    page.keyboard.press("n")
    assert count(page) == "51–100 of 120 findings"
    page.keyboard.press("p")
    assert count(page) == "1–50 of 120 findings"
    page.keyboard.press("/")
    page.keyboard.type("key_119")
    wait_for_count(page, 1)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()
    page.keyboard.press("3")
    assert page.get_by_role("tab", name="Rules").get_attribute("aria-selected") == "true"
    page.get_by_role("tab", name="Rules").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tab", name="Compliance").get_attribute("aria-selected") == "true"


def test_text_from_the_input_is_never_markup(open_report: Open) -> None:
    page = open_report(HOSTILE)
    for view in "12345":
        page.keyboard.press(view)
        page.wait_for_timeout(50)
        for button in page.locator(".finding > h3 > button").all():
            button.click()
        assert page.locator("img, iframe, object, embed, link, base, main script").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
    page.keyboard.press("2")
    assert "</script><img src=x onerror=alert(1)>" in page.locator(".finding .name").first.inner_text()
    assert page.evaluate("document.querySelectorAll('script').length") == 2


def test_a_hostile_address_selects_nothing_it_should_not(open_report: Open) -> None:
    page = open_report(
        address="#view=%3Cimg%20src=x%20onerror=alert(1)%3E&query=%3Cscript%3E&rule=__proto__&outcomes=x&sort=__proto__&page=-5"
    )
    assert page.locator("img").count() == 0


def test_the_policy_stops_scripts_that_are_not_the_report_s_own(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(
        report().replace("<main", "<script>window.owned = 1</script><img src=x onerror='window.owned = 2'><main"),
        "utf-8",
    )
    page = browser.new_page()
    try:
        page.goto(path.as_uri())
        page.wait_for_selector(".tile")
        assert page.evaluate("window.owned === undefined")
    finally:
        page.close()


def test_twenty_thousand_findings_stay_usable(open_report: Open) -> None:
    scan = many(20_000)
    started = time.perf_counter()
    page = open_report(scan, "#view=findings")
    page.wait_for_selector(".finding")
    opened = time.perf_counter() - started
    assert count(page) == "1–50 of 20,000 findings"
    assert page.evaluate("document.querySelectorAll('*').length") < 3_000
    started = time.perf_counter()
    page.locator("#search").fill("key_19999")
    wait_for_count(page, 1)
    assert time.perf_counter() - started < 120
    page.locator("#search").fill("")
    wait_for_count(page, 50)
    page.get_by_role("button", name="Last").click()
    assert count(page) == "19,951–20,000 of 20,000 findings"
    assert opened < 20


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_colours_follow_the_system_and_the_button(open_report: Open, scheme: str, dark: bool) -> None:
    page = open_report(color_scheme=scheme)
    brightness = """(() => getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)
      .slice(0, 3).reduce((sum, one) => sum + one, 0))()"""
    assert (page.evaluate(brightness) < 200) is dark
    page.locator("#theme-button").click()
    assert (page.evaluate(brightness) < 200) is not dark


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_against_its_background(open_report: Open, scheme: str) -> None:
    page = open_report(address="#view=findings", color_scheme=scheme)
    page.locator(".finding button").first.click()
    worst = page.evaluate(
        """() => {
          const parse = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
          const channel = (value) => (value / 255 <= .03928 ? value / 255 / 12.92 : ((value / 255 + .055) / 1.055) ** 2.4);
          const luminance = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
          const behind = (element) => {
            for (; element; element = element.parentElement) {
              const color = parse(getComputedStyle(element).backgroundColor);
              if (color.length && color[3] !== 0) return color;
            }
            return [255, 255, 255];
          };
          const says = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
          let worst = [99, ""];
          for (const element of document.querySelectorAll("header *, main *")) {
            if (!says(element) || !element.getClientRects().length || element.disabled) continue;
            const ink = luminance(parse(getComputedStyle(element).color));
            const paper = luminance(behind(element));
            const ratio = (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
            if (ratio < worst[0]) worst = [ratio, `${element.className}: ${element.textContent.slice(0, 40)}`];
          }
          return worst;
        }"""
    )
    assert worst[0] >= 4.5, worst


def test_on_paper_every_selected_finding_is_open(open_report: Open) -> None:
    page = open_report(many(80), "#view=findings")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".finding").count() == 80
    assert page.locator(".finding .body:visible").count() == 80
    assert not page.locator(".filters").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".finding").count() == 50
    assert page.pdf()[:5] == b"%PDF-"


def test_on_paper_a_rule_says_once_what_is_wrong_and_how_to_fix_it(open_report: Open) -> None:
    findings = [
        msgspec.structs.replace(
            FAILED, resource=msgspec.structs.replace(KEY, address=f"aws_kms_key.k{i}"), fingerprint=f"print-{i}."
        )
        for i in range(80)
    ]
    page = open_report(result(tuple(findings), (summary(FAILED, failed=80),)), "#view=overview")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    text = page.inner_text("#paper-findings")
    assert text.count("Set enable_key_rotation = true.") == 1
    assert text.count("kms-key-rotation\n") == 1
    for index in range(80):
        assert text.count(f"aws_kms_key.k{index} ") == text.count(f"print-{index}.") == 1
    assert text.count("enable_key_rotation is false, expected true") == 80
    assert page.locator("#paper-findings .excerpt").count() == 80
    assert len(re.findall(rb"/Type /Page\b", page.pdf())) < 16


def test_paper_keeps_the_groups_of_the_screen(open_report: Open) -> None:
    page = open_report(in_roots(), "#view=findings&group=root")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    heads = page.locator("#paper-findings .group").all_inner_texts()
    assert [head.split("\n")[0] for head in heads] == ["infra/prod", "."]
    rules = [text.split("\n")[0] for text in page.locator("#paper-findings .rule .head .name").all_inner_texts()]
    assert sorted(rules) == ["KMS keys must have rotation enabled"] * 2 + ["Lambda functions must use a KMS key"]
    assert page.inner_text("#paper-findings").count("Set enable_key_rotation = true.") == 1
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    page.locator("#group").select_option("rule")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#paper-findings .group").count() == 0
    assert page.locator("#paper-findings .rule").count() == 2


@pytest.mark.parametrize("view", ["overview", "rules", "input"])
def test_paper_has_everything_whatever_is_shown(open_report: Open, view: str) -> None:
    page = open_report(result(diagnostics=(BROKEN,)), f"#view={view}", {"history": POINTS, "about": ABOUT})
    shown = page.inner_text("main")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for part in ("overview", "findings", "passed", "rules", "compliance", "input"):
        assert page.locator(f"#paper-{part}").is_visible(), part
    assert page.locator("#paper-findings .finding .body:visible").count() == 3
    assert "S3 buckets must have a name" in page.inner_text("#paper-passed")
    assert "Unclosed block" in page.inner_text("#paper-input")
    assert "Set enable_key_rotation = true." in page.inner_text("#paper-findings")
    assert page.locator("#trend").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.inner_text("main") == shown


def test_paper_has_margins_and_no_buttons(open_report: Open) -> None:
    page = open_report(result(diagnostics=(BROKEN,)), "#view=overview")
    page.emulate_media(media="print")
    assert page.locator(".notice").is_visible()
    assert not page.locator(".notice button").is_visible()
    found = page.evaluate(
        """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
          .filter((rule) => rule instanceof CSSPageRule).map((rule) => rule.style.marginLeft)"""
    )
    assert found == ["12mm"]


def test_ids_of_controls_stay_on_one_line(open_report: Open) -> None:
    metadata = {"frameworks": {"aws-fsbp": ["AutoScaling.3"]}}
    rules = tuple(msgspec.structs.replace(rule, metadata=metadata) for rule in RULES)
    page = open_report(result(rules=rules), "#view=compliance", width=800)
    cell = page.get_by_role("button", name="AutoScaling.3")
    assert cell.bounding_box()["height"] < 30
    box, card = page.locator("table").bounding_box(), page.locator(".framework").bounding_box()
    assert box["x"] + box["width"] <= card["x"] + card["width"]


def test_module_and_environment_filters(open_report: Open) -> None:
    inside = msgspec.structs.replace(
        FAILED,
        resource=msgspec.structs.replace(KEY, address="module.a.aws_kms_key.k", module="module.a"),
        environments=("prod",),
    )
    page = open_report(
        result((FAILED, inside, UNKNOWN), (summary(FAILED, failed=2), summary(UNKNOWN, unknown=1))), "#view=findings"
    )
    page.locator("#filter-module").select_option(label="module.a")
    assert len(names(page)) == 1
    assert "only in prod" in page.locator(".finding .where").inner_text()
    page.locator("#filter-module").select_option(label="(root module)")
    assert len(names(page)) == 2


def test_a_crashed_rule_is_shown_as_an_error(open_report: Open) -> None:
    crashed = msgspec.structs.replace(FAILED, outcome=Outcome.ERROR, message="no such thing", assertions=())
    page = open_report(result((crashed,), (summary(FAILED, errors=1),)), "#view=findings")
    page.locator(".finding button").first.click()
    assert "no such thing" in page.locator(".finding .body").inner_text()
    assert EVIL not in page.content()
