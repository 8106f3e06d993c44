"""Pages from the cache: the bytes are those of a document set without it, whatever changed."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from press.conftest import PAGE, look

from report.cache.memory import Memory, remembering
from report.cache.store import Store
from report.document import Stylesheet
from report.errors import PressError
from report.press import DrawnText, PdfMetadata, set_pdf, setting
from report.press.kept import pages as kept

CSS = (
    "section{break-before:page} .over{break-before:auto} .recto{break-before:recto}"
    "h1{string-set:head content(text);bookmark-level:1}"
    "@page{@top-center{content:string(head)} @bottom-center{content:counter(page) '/' counter(pages)}}"
    ".note{float:footnote} .note::footnote-call,.note::footnote-marker{content:counter(footnote)}"
    ".to::after{content:target-counter(attr(href url),page)} .two{columns:2} td,th{border:1px solid;font-size:9pt}"
    ".box{position:relative;height:40px;background:#eee} .box span{position:absolute;left:10px;top:5px}"
    "section + .after p{color:#123456}"
)  # fmt: skip
LONG = " ".join(f"كلمات كثيرة تملأ الصفحة بعد الصفحة ورقم {number}." for number in range(90))
ROWS = "".join(
    f"<tr><td>{number}</td><td>بيان الصف {number} (A-{number})</td></tr>" for number in range(34)
)
PARTS = [
    '<h1>المحتويات</h1><p><a class=to href="#b">ثانيا</a> <a class=to href="#c">ثالثا</a></p>',
    f'<h1 id=b>أولا</h1><p>نص<span class=note>حاشية أولى فيها Latin 12.</span> ثم {LONG}</p>',
    '<h1 id=c>ثانيا</h1><div class=box><span dir=ltr>ISO 3166-1</span></div><ol><li>بند<li>بند</ol>',
    f"<h1 id=d>ثالثا</h1><table><thead><tr><th scope=col>ر<th scope=col>ب</thead><tbody>{ROWS}</tbody></table>",
    '<h1 id=e>رابعا</h1><p>كلمة<span class=note>حاشية ثانية.</span></p>',
    '<h1 id=f>الفهرس</h1><div class=two><p>أ <a class=to href="#b">.</a></p><p>ب <a class=to href="#d">.</a></p></div>',
]  # fmt: skip


def body(parts: list[str], kinds: dict[int, str] | None = None) -> str:
    """Return sections of ``parts``, some of a class."""
    return "".join(
        f'<section class="{(kinds or {}).get(at, "")}">{part}</section>'
        for at, part in enumerate(parts)
    )


class Press:
    """Sets documents with a cache, and counts the pages that are laid out and those that are taken from it."""

    def __init__(
        self, folder: Path, metadata: PdfMetadata, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.store = Store(folder / "cache")
        self.metadata = metadata
        self.folder = folder
        self.again = 0
        stock = kept.KeptPages._again

        def counted(pages: kept.KeptPages, *given: Any) -> Any:
            self.again += 1
            return stock(pages, *given)

        monkeypatch.setattr(kept.KeptPages, "_again", counted)

    def plain(self, text: str, css: str = "", **told: Any) -> bytes:
        """Set without a cache."""
        sheet = Stylesheet(css=look("Amiri", CSS + css), base=self.folder)
        html = PAGE.format(body=text)
        return set_pdf(
            html, stylesheets=[sheet], roots=[self.folder], metadata=self.metadata, **told
        ).data

    def set(self, text: str, css: str = "", **told: Any) -> bytes:
        """Set with the cache; ``again`` is then how many pages it had."""
        self.again = 0
        memory = Memory(self.store, "machine")
        with remembering(memory):
            data = self.plain(text, css, **{"text_gate": False, **told})
        memory.settle()
        return data

    def check(self, text: str, css: str = "", **told: Any) -> int:
        """Set with the cache and without it, and return how many pages came from it."""
        assert self.set(text, css, **told) == self.plain(text, css, text_gate=False, **told)
        return self.again


@pytest.fixture
def press(tmp_path: Path, metadata: PdfMetadata, monkeypatch: pytest.MonkeyPatch) -> Press:
    return Press(tmp_path, metadata, monkeypatch)


@pytest.fixture
def warm(press: Press) -> Press:
    """A press that has set the whole document."""
    assert press.check(body(PARTS)) == 0
    return press


def changed(at: int, old: str, new: str) -> list[str]:
    assert old in PARTS[at]
    return [part.replace(old, new, 1) if place == at else part for place, part in enumerate(PARTS)]


def test_a_document_that_is_as_it_was_is_not_laid_out(warm: Press) -> None:
    count = warm.check(body(PARTS))
    assert count == 9  # and the contents twice: before and after its page numbers are known


def test_a_word_lays_out_its_own_section(warm: Press) -> None:
    everything = warm.check(body(PARTS))
    assert warm.check(body(changed(4, "كلمة", "كلمة أخرى ٣٢١ ß"))) == everything - 1


def edits() -> Iterator[tuple[str, str]]:
    yield "first use of glyphs", body(changed(0, "المحتويات", "المحتويات ڤ ٪ ‰ Zürich"))
    yield "a word", body(changed(1, "نص", "كلمة نص"))
    yield "pages more", body(changed(1, "ثم", f"ثم {LONG}"))
    yield "fewer pages", body(changed(1, LONG, "كلمة"))
    yield "a footnote before others", body(changed(1, "ثم", "ثم<span class=note>أخرى.</span>"))
    yield "a figure in a table", body(changed(3, "بيان الصف 7", "بيان الصف 70007"))
    yield "a new section", body([*PARTS[:3], "<h1>جديد</h1><p>نص جديد</p>", *PARTS[3:]])
    yield "another order", body([PARTS[0], PARTS[4], PARTS[3], PARTS[2], PARTS[1], PARTS[5]])
    yield "a section less", body([PARTS[0], PARTS[1], PARTS[3], PARTS[2], PARTS[5]])
    yield "one twice", body([PARTS[0], PARTS[4].replace(" id=e", ""), *PARTS[1:]])
    yield "one that runs on", body(PARTS, {4: "over"})
    yield "a blank page", body(PARTS, {2: "recto"})
    yield "another look", body(PARTS, {2: "after"})
    yield "another title on later pages", body(changed(3, "ثالثا", "غيره"))
    yield "in main", "<main>" + body(PARTS[:4]) + "</main>" + body(PARTS[4:])
    yield "in a language", body(PARTS).replace("<section", '<section lang="fr"', 1)


@pytest.mark.parametrize("text", [text for _, text in edits()], ids=[name for name, _ in edits()])
def test_after_each_change_the_bytes_are_those_of_a_document_set_anew(
    text: str, warm: Press
) -> None:
    assert warm.check(text)
    assert warm.check(body(PARTS))


def test_pages_of_another_look_are_others(warm: Press) -> None:
    assert warm.check(body(PARTS), "p{color:#333}") == 0
    assert warm.check(body(PARTS), kashida=True) == 0
    assert warm.check(body(PARTS), kashida=True) > 0


@pytest.mark.parametrize(
    "css",
    [
        "h1{bookmark-label:counter(page) content(text)}",
        "h1{string-set:head counter(page) content(text)}",
        ".note{position:running(foot)} @page{@top-left{content:element(foot)}}",
        ".box{position:fixed}",
        ".box{opacity:.5;background:linear-gradient(red,blue)}",
        "p::first-letter{font-size:2em} p::first-line{color:#555}",
        "section{page:wide} .after{page:narrow} @page narrow{margin:50mm} @page :nth(2){margin:60mm}",
        "p::before{content:counter(page)} p::after{content:counter(pages)}",
        "html{background:#eee} body{background:#ddd}",
    ],
)
def test_whatever_the_rules_are_the_bytes_are_right(css: str, press: Press) -> None:
    press.check(body(PARTS), css)
    press.check(body(PARTS, {3: "after"}), css)
    press.check(body([PARTS[0], PARTS[4], *PARTS[1:4], PARTS[5]]), css)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: zlib.compress(b"[]"),
        lambda data: zlib.compress(b"{}"),
        lambda data: packed(data, halves={}),
        lambda data: packed(
            data,
            leads={"part": 9, "levels": 2, "rest": None, "next": {"break": "page", "page": None}},
        ),
        lambda data: packed(
            data,
            leads={"part": 9, "levels": 0, "rest": None, "next": {"break": "any", "page": None}},
        ),
        lambda data: data.replace(b"x", b"y", 1)[:-9],
    ],
)
def test_what_does_not_fit_is_laid_out_anew(
    spoil: Callable[[bytes], bytes], warm: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = Memory.find

    def find(memory: Memory, key: str) -> bytes | None:
        found = stock(memory, key)
        return None if found is None else spoil(found)

    with monkeypatch.context() as patch:
        patch.setattr(Memory, "find", find)
        warm.check(body(PARTS))
    assert warm.check(body(PARTS))


def packed(data: bytes, **other: Any) -> bytes:
    return zlib.compress(json.dumps({**json.loads(zlib.decompress(data)), **other}).encode())


def test_what_is_wrong_is_told_as_it_is_without_a_cache(warm: Press) -> None:
    wrong = body(changed(4, "كلمة", "كلمة 漢"))
    found = []
    for work in (warm.set, warm.plain):
        with pytest.raises(PressError) as error:
            work(wrong)
        found.append(error.value.findings)
    assert found[0] == found[1]


def test_a_document_does_not_end_early(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    stock = Memory.find
    short = {"part": 9, "levels": 0, "rest": None, "next": {"break": "any", "page": None}}

    def find(memory: Memory, key: str) -> bytes | None:
        found = stock(memory, key)
        return None if found is None else packed(found, leads=short)

    text = body([PARTS[4], "<h1>كلمة</h1><p>كلمة</p>"])
    press.check(text)
    monkeypatch.setattr(Memory, "find", find)
    assert press.check(text) == 1


def test_a_fault_in_keeping_is_no_fault_of_the_document(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AttributeError

    monkeypatch.setattr(kept.KeptPages, "keep", fail)
    assert press.check(body(PARTS[1:3])) == 0


def test_pages_with_files_of_the_brief_are_not_kept(press: Press) -> None:
    picture = press.folder / "a.svg"
    text = body([PARTS[1], '<h1>صورة</h1><img src="a.svg" alt="صورة">'])
    for colour in ("red", "blue"):
        drawn = f'<rect width="9" height="9" fill="{colour}"/>'
        picture.write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{drawn}</svg>'
        )
        assert press.check(text, "img{image-rendering:crisp-edges}") == 0


@pytest.fixture
def read(press: Press, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], set[int]]:
    """Return a function that sets a document with the cache and returns the numbers of the pages that are read back."""
    numbers: set[int] = set()
    stock = setting.check_text

    def check(pdf: bytes, drawn: Iterable[DrawnText]) -> None:
        lines = list(drawn)
        numbers.update(line.page for line in lines)
        stock(pdf, lines)

    monkeypatch.setattr(setting, "check_text", check)

    def work(text: str) -> set[int]:
        numbers.clear()
        press.set(text, text_gate=True)
        return set(numbers)

    return work


def test_a_page_is_read_back_once(read: Callable[[str], set[int]]) -> None:
    pages = read(body(PARTS))
    assert len(pages) == max(pages)
    assert read(body(PARTS)) == set()
    # Glyphs that come first now give all that follow other codes.
    assert read(body(changed(0, "المحتويات", "المحتويات ڤ ٪ ‰ Zürich"))) == {1}
    assert read(body([*PARTS[:4], PARTS[4] + "<p>سطر</p>", PARTS[5]])) == {max(pages) - 1}
    # With another number of pages the feet of all are others.
    assert len(read(body(PARTS[:5]))) == max(pages) - 1


def test_a_page_that_did_not_come_back_is_read_again(
    read: Callable[[str], set[int]], press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_: object) -> None:
        raise PressError.of("text-lost", word="كلمة", font="Amiri")

    with monkeypatch.context() as patch:
        patch.setattr(setting, "check_text", lose)
        memory = Memory(press.store, "machine")
        with remembering(memory), pytest.raises(PressError):
            press.plain(body(PARTS))
        memory.settle()
    assert len(read(body(PARTS))) > 5


def test_the_folder_of_fonts_goes_with_the_document(
    press: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    press.plain(body(PARTS[1:3]))
    assert list(folder.iterdir()) == []
