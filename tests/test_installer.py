"""One command sets ImmDesk up: what the bootstrap decides, tried on a copy of it in an empty folder."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
BOOTSTRAP = ROOT / "installer" / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path: Path) -> ModuleType:
    """The bootstrap, as it stands in a fresh folder with the real lock and pyproject.toml."""
    (tmp_path / "installer" / "lock").mkdir(parents=True)
    for name in ("installer/bootstrap.py", "installer/lock/requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    spec = importlib.util.spec_from_file_location("bootstrap_copy", tmp_path / "installer" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ask(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(BOOTSTRAP), *words], capture_output=True, text=True)


def test_an_old_python_can_at_least_read_the_bootstrap() -> None:
    ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_bootstrap_imports_the_standard_library_only() -> None:
    tree = ast.parse(BOOTSTRAP.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    whence = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {str(name).split(".")[0] for name in plain | whence} <= sys.stdlib_module_names


def test_without_a_word_it_tells_what_it_can_do() -> None:
    told = ask()
    assert told.returncode == 0
    assert "bootstrap.py run" in told.stdout
    assert "bootstrap.py test" in told.stdout


def test_a_word_that_it_does_not_know_is_refused() -> None:
    told = ask("fly")
    assert told.returncode == 2
    assert "bootstrap.py check" in told.stdout


def test_arguments_of_test_go_to_pytest(bootstrap: ModuleType) -> None:
    assert bootstrap.pytest_arguments(["-k", "packet"]) == [
        "-n",
        "auto",
        "--dist",
        "worksteal",
        "-k",
        "packet",
    ]


def test_benchmarks_run_alone_on_the_machine(bootstrap: ModuleType) -> None:
    alone = ["-m", "benchmark_run", "-n", "0"]
    assert bootstrap.pytest_arguments(["--benchmarks"]) == [*alone, "tests/benchmarks"]
    assert bootstrap.pytest_arguments(["--benchmarks", "tests/x.py"]) == [*alone, "tests/x.py"]


def test_the_long_campaigns_are_asked_for_by_name(bootstrap: ModuleType) -> None:
    assert bootstrap.pytest_arguments(["--long"]) == ["-m", "long", "-n", "auto", "--dist", "worksteal"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves libraries to the system")
def test_a_library_that_is_not_there_is_named_by_its_debian_package(bootstrap: ModuleType) -> None:
    libraries = {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"}
    assert bootstrap.missing_packages(libraries) == ["libnowhere9"]


@pytest.mark.skipif(not shutil.which("apt-get"), reason="only Debian and its kin have apt-get")
def test_who_is_not_root_is_told_the_exact_line_to_type() -> None:
    question = (
        "import os, sys; sys.path.insert(0, 'installer'); import bootstrap;"
        "os.geteuid() or os.seteuid(65534); bootstrap.install_system_packages(['libgl1', 'libegl1'])"
    )
    told = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 1
    assert "sudo apt-get install -y --no-install-recommends libgl1 libegl1" in told.stderr


def test_a_window_on_x11_needs_more_than_an_invisible_one(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":9")
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    assert set(bootstrap.libraries_for_screen().values()) >= {"libgl1", "libxcb-cursor0", "libxcb-icccm4"}
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert "libxcb-cursor0" not in bootstrap.libraries_for_screen().values()


def test_run_without_any_screen_says_so(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit, match="There is no screen here"):
        bootstrap.libraries_for_screen()


def test_a_changed_lock_asks_for_a_new_installation(bootstrap: ModuleType) -> None:
    before = bootstrap.wanted()
    assert bootstrap.wanted() == before
    bootstrap.LOCK.write_text("six==1.17.0\n", encoding="utf-8")
    assert bootstrap.wanted() != before


def test_changed_tool_settings_do_not_ask_for_a_new_installation(bootstrap: ModuleType) -> None:
    before = bootstrap.wanted()
    pyproject = bootstrap.ROOT / "pyproject.toml"
    pyproject.write_text(
        pyproject.read_text(encoding="utf-8").replace("line-length = 110", "line-length = 90")
    )
    assert bootstrap.wanted() == before


def test_an_environment_left_half_made_is_not_trusted(bootstrap: ModuleType) -> None:
    bootstrap.VENV.mkdir()
    assert not bootstrap.environment_is_sound()
    os.symlink(sys.executable, bootstrap.VENV / "python")
    bootstrap.UNFINISHED.write_text("interrupted", encoding="utf-8")
    assert not bootstrap.environment_is_sound()


def test_programs_lie_elsewhere_on_windows(bootstrap: ModuleType) -> None:
    for name in ("python", "immdesk-desk"):
        windows = bootstrap.program_in(PureWindowsPath(r"C:\desk\.venv"), name, windows=True)
        assert str(windows) == rf"C:\desk\.venv\Scripts\{name}.exe"
        macos = bootstrap.program_in(PurePosixPath("/Users/ana/desk/.venv"), name, windows=False)
        assert str(macos) == f"/Users/ana/desk/.venv/bin/{name}"


def test_windows_and_macos_ask_for_no_debian_package(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for system in ("win32", "darwin"):
        monkeypatch.setattr(sys, "platform", system)
        assert bootstrap.libraries_for_screen() == {}


def test_offline_is_taken_from_anywhere_among_the_words(bootstrap: ModuleType, tmp_path: Path) -> None:
    beside = tmp_path / "installer" / "wheels"
    assert bootstrap.take_offline(["run", "--office", "x"]) == (None, ["run", "--office", "x"])
    assert bootstrap.take_offline(["--offline", "run"]) == (beside, ["run"])
    assert bootstrap.take_offline(["run", f"--offline={tmp_path}", "--help"]) == (tmp_path, ["run", "--help"])
    beside.mkdir()
    (beside / "six-1.17.0-py3-none-any.whl").touch()
    assert bootstrap.take_offline(["run"]) == (beside, ["run"])


@pytest.mark.parametrize("uv", [None, "/usr/bin/uv"])
def test_offline_nothing_is_fetched_over_the_network(bootstrap: ModuleType, uv: str | None) -> None:
    words = bootstrap.install_command(uv, Path("/media/stick"))
    assert words[-3:] == ["--no-index", "--find-links", str(Path("/media/stick"))]
    assert ("--offline" in words) is (uv is not None)
    assert "--no-index" not in bootstrap.install_command(uv, None)


@pytest.mark.parametrize(
    "said",
    [
        "ERROR: Could not find a version\nERROR: No matching distribution found for six==1.17.0",
        "  × No solution found\n  ╰─▶ Because six==1.17.0 was not found in the provided package locations",
    ],
    ids=["pip", "uv"],
)
def test_a_wheel_that_is_missing_is_named_in_a_line(bootstrap: ModuleType, said: str) -> None:
    advice = bootstrap.advice_after(said, Path("wheels"))
    assert advice == "No fitting wheel of six==1.17.0 is in wheels.\nPut it there, then start again."


def test_a_wheel_that_is_not_the_locked_one_is_told(bootstrap: ModuleType) -> None:
    assert "is not the one that the lock names" in bootstrap.advice_after("ERROR: HASHES DO NOT MATCH", ROOT)
    assert "needs the network" in bootstrap.advice_after("anything", None)


def test_an_empty_folder_of_wheels_is_told_before_anything_is_made(
    bootstrap: ModuleType, tmp_path: Path
) -> None:
    with pytest.raises(SystemExit, match="There are no wheels in"):
        bootstrap.install_everything(tmp_path / "nothing")
    assert not bootstrap.VENV.exists()


@pytest.mark.long
def test_offline_the_wheel_that_is_missing_is_named_by_the_real_installer(
    bootstrap: ModuleType, tmp_path: Path
) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "other-1-py3-none-any.whl").write_bytes(b"")
    bootstrap.LOCK.write_text(f"six==1.17.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"No fitting wheel of six==1\.17\.0 is in"):
        bootstrap.install_everything(wheels)


@pytest.mark.long
def test_a_broken_environment_is_made_anew(bootstrap: ModuleType) -> None:
    (bootstrap.VENV / "bin").mkdir(parents=True)
    (bootstrap.VENV / "bin" / "python").write_text("not a program", encoding="utf-8")
    bootstrap.make_environment()
    assert bootstrap.environment_is_sound()


def test_a_wheel_carries_the_packs_and_finds_them(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "installed", format="zip")
    question = (
        "from immdesk.basics.paths import resource; print(resource('packs', 'us', 'pack.yaml').as_posix())"
    )
    told = subprocess.run(
        [sys.executable, "-c", question],
        cwd=tmp_path / "installed",
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip().endswith("installed/immdesk/_resources/packs/us/pack.yaml")
