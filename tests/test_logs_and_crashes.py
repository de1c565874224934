"""What is written when things happen or go wrong: words from a list, places in the code, never a name."""

from __future__ import annotations

import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pydantic
import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape, parse
from immdesk.crash import report_of
from immdesk.logs import EventLog
from immdesk.store import create_store

NAME, NUMBER = "Wyszyńska", "A099887766"


def run(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a small program of its own."""
    command = [sys.executable, "-c", textwrap.dedent(program), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_log_is_five_files_of_one_megabyte_for_their_owner_only(tmp_path: Path) -> None:
    log, written = EventLog(tmp_path), tmp_path / "immdesk.log"
    for _file in range(7):
        log.note("start")
        with written.open("a", encoding="utf-8") as file:
            file.write("x" * (999_990 - written.stat().st_size))
    log.note("stop")
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["immdesk.log", *(f"immdesk.log.{n}" for n in range(1, 5))]
    assert [file.stat().st_size for file in files[1:]] == [999_990] * 4
    assert written.read_text(encoding="utf-8").endswith(" stop\n")
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("kind", NAME),
        ("kind", "Wisniewski"),
        ("kind", NUMBER),
        ("operation", NUMBER),
        ("screen", "1988-03-07"),
        ("action", NUMBER),
        ("version", "Nora"),
        ("count", "A099887766"),
    ],
)
def test_a_value_that_does_not_look_as_its_word_says_is_not_written(word: str, value: str) -> None:
    log = EventLog()
    log.note("problem", **{word: value})
    assert log.last() == (f"problem {word}=…",)


def test_a_disk_that_refuses_costs_the_log_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way", encoding="utf-8")
    log = EventLog(tmp_path / "logs")
    log.note("start")
    assert log.last() == ("start",)


def test_only_the_last_fifty_words_are_reported() -> None:
    log = EventLog()
    for count in range(60):
        log.note("packet", pages=count)
    assert (len(log.last()), log.last()[0], log.last()[-1]) == (50, "packet pages=10", "packet pages=59")


def test_a_report_names_what_led_to_a_fault_and_never_what_it_said() -> None:
    born_on = "1971-02-03"
    try:
        try:
            raise KeyError(f"{NAME} {born_on}")
        except KeyError as first:
            raise ValueError(NUMBER) from first
    except ValueError as error:
        text = report_of(error, EventLog(), "Qt 6.11.3")
    assert "builtins.ValueError" in text
    assert "which came from\nbuiltins.KeyError" in text
    assert "test_logs_and_crashes.py" in text
    assert "Qt 6.11.3" in text
    assert [planted for planted in (NAME, NUMBER, born_on) if planted in text] == []


def test_a_fault_in_a_thread_or_while_clearing_up_is_told_without_its_text() -> None:
    told = run(
        """
        import threading
        from immdesk.crash import keep_texts_private
        keep_texts_private()
        class Unwell:
            def __del__(self):
                raise ValueError("Nora A099887766")
        def work():
            raise KeyError("Nora A099887766")
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        Unwell()
        """
    )
    assert "builtins.KeyError" in told.stderr
    assert "builtins.ValueError" in told.stderr
    assert "Nora" not in told.stderr + told.stdout


def test_a_pack_that_is_wrong_is_told_without_what_stands_in_it() -> None:
    class Sample(Shape):
        count: int

    with pytest.raises(pydantic.ValidationError) as raised:
        Sample(count=NAME)  # type: ignore[arg-type]
    assert NAME not in str(raised.value)
    with pytest.raises(Problem) as problem:
        parse(Sample, f"count: {NUMBER}", "sample.yaml")
    assert NUMBER not in repr(problem.value.__cause__)


def test_every_shape_of_a_pack_hides_what_it_was_given() -> None:
    told = run(
        """
        import importlib, pkgutil
        import immdesk, pydantic
        for module in pkgutil.walk_packages(immdesk.__path__, "immdesk."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        def below(kind):
            for one in kind.__subclasses__():
                yield one
                yield from below(one)
        ours = [one for one in below(pydantic.BaseModel) if one.__module__.startswith("immdesk")]
        print(len(ours), [one.__name__ for one in ours if not one.model_config.get("hide_input_in_errors")])
        """
    )
    count, _blank, open_ones = told.stdout.strip().partition(" ")
    assert int(count) > 20, told.stderr
    assert open_ones == "[]"


def test_sqlalchemy_hides_what_it_was_given(tmp_path: Path) -> None:
    with create_store(tmp_path / "office", key=bytes(32)) as store:
        engine = store.changing().engine
        assert engine.hide_parameters
        with pytest.raises(Exception, match="no such table") as raised, engine.connect() as connection:
            connection.exec_driver_sql("SELECT * FROM nowhere WHERE name = ?", (NAME,))
    assert NAME not in str(raised.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core files")
def test_no_core_is_dumped() -> None:
    told = run(
        """
        import resource
        from pathlib import Path
        from immdesk.crash import no_core_dumps
        no_core_dumps()
        print(resource.getrlimit(resource.RLIMIT_CORE))
        pieces = Path("/proc/self/coredump_filter")
        print(int(pieces.read_text(), 16) if pieces.exists() else 0)
        """
    )
    assert told.stdout.split("\n")[:2] == ["(0, 0)", "0"]


@pytest.mark.parametrize("entry", ["immdesk/__main__.py", "ui/app.py"])
def test_both_ways_to_start_the_program_forbid_core_dumps(entry: str) -> None:
    text = (Path(__file__).resolve().parents[1] / entry).read_text(encoding="utf-8")
    body = text.partition("def main()")[2]
    assert body.index("no_core_dumps()") < body.index("return")
