"""The desk speaks English by itself and other languages when it finds their words."""

import gettext
import struct

import pytest

from immdesk.basics.words import _, n_, set_language


@pytest.fixture(autouse=True)
def _english_again():
    yield
    set_language("en")


def catalog(folder, words):
    """Write a small message file the way msgfmt does."""
    entries = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **words}.items())
    ids, texts = b"", b""
    table = []
    for source, target in entries:
        one, other = source.encode(), target.encode()
        table.append((len(one), len(ids), len(other), len(texts)))
        ids, texts = ids + one + b"\0", texts + other + b"\0"
    start = 28 + 16 * len(table)
    keys = [item for a, b, _c, _d in table for item in (a, b + start)]
    values = [item for _a, _b, c, d in table for item in (c, d + start + len(ids))]
    head = struct.pack("<7I", 0x950412DE, 0, len(table), 28, 28 + 8 * len(table), 0, 0)
    target = folder / "es" / "LC_MESSAGES" / "immdesk.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(head + struct.pack(f"<{len(keys) * 2}I", *keys, *values) + ids + texts)


def test_english_needs_no_words_of_its_own(tmp_path):
    assert set_language("en", tmp_path)
    assert _("Date of birth") == "Date of birth"
    assert n_("{n} date", "{n} dates", 1) == "1 date"
    assert n_("{n} date", "{n} dates", 3) == "3 dates"


def test_a_language_without_words_stays_english_and_says_so(tmp_path):
    assert not set_language("es", tmp_path)
    assert _("none") == "none"


def test_a_language_with_words_is_spoken(tmp_path):
    catalog(tmp_path, {"none": "ninguno"})
    assert set_language("es", tmp_path)
    assert _("none") == "ninguno"
    assert _("not translated yet") == "not translated yet"


def test_nothing_is_installed_into_the_language_itself():
    import builtins

    assert not hasattr(builtins, "_") or builtins._ is not gettext.gettext
