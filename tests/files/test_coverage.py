"""What a scan leaves out is counted by kind and name."""

from __future__ import annotations

from riveter.files.coverage import WORDS, Coverage, NotScanned, Omission, counts, phrase


def test_each_thing_is_noted_once_and_in_order() -> None:
    coverage = Coverage()
    coverage.leave_out(Omission.LINK, "b.tf")
    coverage.leave_out(Omission.HIDDEN, ".x", "first")
    coverage.leave_out(Omission.HIDDEN, ".x", "first")
    other = Coverage()
    other.leave_out(Omission.HIDDEN, ".a")
    coverage.update(other)
    assert coverage.items() == (
        NotScanned(Omission.HIDDEN, ".a"),
        NotScanned(Omission.HIDDEN, ".x", "first"),
        NotScanned(Omission.LINK, "b.tf"),
    )
    assert counts(coverage.items()) == {Omission.HIDDEN: 2, Omission.LINK: 1}


def test_a_folder_counts_until_all_modules_in_it_are_evaluated() -> None:
    coverage, other = Coverage(), Coverage()
    coverage.leave_out(Omission.HIDDEN, ".shared", holds=("/r/.shared/a", "/r/.shared/b"))
    coverage.evaluated("/r/.shared/a")
    assert len(coverage.items()) == 1
    other.evaluated("/r/.shared/b")
    coverage.update(other)
    assert coverage.items() == ()


def test_every_kind_has_words() -> None:
    assert set(WORDS) == set(Omission)
    assert phrase(Omission.HIDDEN, 1) == "1 hidden folder"
    assert phrase(Omission.HIDDEN, 1200) == "1,200 hidden folders"


def test_what_the_user_chose_is_only_counted() -> None:
    assert {kind for kind in Omission if not kind.strict} == {
        Omission.IGNORED,
        Omission.EXCLUDED,
        Omission.GIT,
        Omission.DATA_DIRECTORY,
        Omission.COUNT_ZERO,
    }
