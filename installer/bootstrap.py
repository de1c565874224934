#!/usr/bin/env python3
"""Sets ImmDesk up beside its source and starts it: `python3 installer/bootstrap.py run`, `test` or `check`.

Standard library only. The first time it makes `.venv/` beside pyproject.toml, installs the locked libraries
with their hashes checked, and adds what the operating system lacks; afterwards it starts at once.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "installer" / "lock" / "requirements.txt"
WHEELS = ROOT / "installer" / "wheels"  # where --offline finds the libraries unless it names a folder
VENV = ROOT / ".venv"
STAMP = VENV / "immdesk-installed.txt"
UNFINISHED = VENV / "immdesk-unfinished.txt"
WINDOWS = os.name == "nt"

# What Qt loads from the system: the library, and the Debian package that holds it.
ANY_SCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X11_SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
READER_PROGRAMS = {"Xvfb": "xvfb", "dbus-run-session": "dbus"}
READER_PACKAGES = ["at-spi2-core", "gir1.2-atspi-2.0", "python3-gi"]
SHARE_PROGRAMS = {
    "linux.uml": "user-mode-linux",
    "smbd": "samba",
    "mount.cifs": "cifs-utils",
    "rpc.nfsd": "nfs-kernel-server",
    "mount.nfs": "nfs-common",
    "rpcbind": "rpcbind",
    "modprobe": "kmod",
    "ip": "iproute2",
    "pgrep": "procps",
    "mkfs.ext4": "e2fsprogs",
    "gcc": "gcc libc6-dev",
}
WAYLAND_SCREEN = {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"}

HELP = """\
python3 installer/bootstrap.py run   [arguments]      open ImmDesk
python3 installer/bootstrap.py test  [arguments]      run the tests; the arguments go to pytest
                               test  --long           run the long campaigns instead
                               test  --benchmarks     run the measured figures instead
                               test  --with postgres  also install Debian's PostgreSQL, which some tests want
                               test  --with shares    also install what mounts real SMB and NFS shares
python3 installer/bootstrap.py check                  run the linters, mypy and the import contracts

                               --offline[=FOLDER]     install from installer/wheels or FOLDER, never over the
                                                      network; goes with each of the above"""


def main(words: list[str]) -> int:
    """Do what the words of the command line ask; give the exit code."""
    wheels, words = take_offline(words)
    if not words or words[0] not in COMMANDS:
        print(HELP)
        return 0 if words in ([], ["--help"], ["-h"]) else 2
    require_python()
    return COMMANDS[words[0]](words[1:], wheels)


def take_offline(words: list[str]) -> tuple[Path | None, list[str]]:
    """Take --offline or --offline=FOLDER out of the words; give the folder (or None) and the rest."""
    rest = [word for word in words if word.partition("=")[0] != "--offline"]
    asked = [word.partition("=")[2] for word in words if word not in rest]
    if not asked:
        return (WHEELS if any(WHEELS.glob("*.whl")) else None), rest
    return Path(asked[-1]).expanduser().absolute() if asked[-1] else WHEELS, rest


def run(arguments: list[str], wheels: Path | None) -> int:
    """Open the window."""
    prepare(libraries_for_screen(), wheels)
    return hand_over([program("immdesk-desk"), *arguments])


def test(arguments: list[str], wheels: Path | None) -> int:
    """Run the tests on a screen that nobody sees."""
    linux = sys.platform.startswith("linux")
    prepare(ANY_SCREEN if linux else {}, wheels)
    asked, arguments = take_with(arguments)
    if linux and "--long" in arguments:
        prepare_screen_reader()
    if linux and "postgres" in asked:
        prepare_postgres()
    if linux and "shares" in asked:
        prepare_shares()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.chdir(ROOT)
    return hand_over([program("python"), "-m", "pytest", *pytest_arguments(arguments)])


def check(arguments: list[str], wheels: Path | None) -> int:
    """Run every check, even after one has failed; 1 if any failed."""
    prepare({}, wheels)
    failed = [title for title, command in check_steps() if not step_passes(title, command)]
    print(f"check: failed: {', '.join(failed)}" if failed else "check: all passed", flush=True)
    return 1 if failed else 0


COMMANDS = {"run": run, "test": test, "check": check}


def pytest_arguments(arguments: list[str]) -> list[str]:
    """Turn our two words into pytest's; everything else passes through."""
    rest = [word for word in arguments if word not in ("--benchmarks", "--long")]
    if "--benchmarks" in arguments:
        folder = [] if any(word.startswith("tests") for word in rest) else ["tests/benchmarks"]
        return ["-m", "benchmark_run", "-n", "0", *folder, *rest]
    which = ["-m", "long"] if "--long" in arguments else []
    return [*which, "-n", "auto", "--dist", "worksteal", *rest]


def take_with(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Take `--with NAME` out of the arguments; give the names and the rest."""
    asked, rest = [], list(arguments)
    while "--with" in rest:
        place = rest.index("--with")
        asked += rest[place + 1 : place + 2]
        del rest[place : place + 2]
    return asked, rest


def check_steps() -> list[tuple[str, list[str]]]:
    """List the checks in order, the quick ones first; mypy without its cache, which misses new modules."""
    python = program("python")
    contracts = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return [
        ("ruff check", [python, "-m", "ruff", "check", "--quiet", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "--quiet", "."]),
        ("texts and their translations", [python, "installer/words.py", "check"]),
        ("import contracts", [python, "-c", contracts]),
        ("mypy", [python, "-m", "mypy", "--cache-dir", os.devnull]),
    ]


def step_passes(title: str, command: list[str]) -> bool:
    """Run one check from the root of the project and say how it went."""
    print(f"check: {title} ...", flush=True)
    return subprocess.run(command, cwd=ROOT).returncode == 0


# ---- what the system must have ---------------------------------------------------------------------------


def prepare(libraries: dict[str, str], wheels: Path | None) -> None:
    """Make sure of the system libraries, of `.venv`, and of what is installed in it."""
    finished = is_finished()
    packages = missing_packages(libraries)
    if not finished and not shutil.which("uv") and importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if packages:
        install_system_packages(packages)
    if not finished:
        install_everything(wheels)


def is_finished() -> bool:
    """Say whether `.venv` holds what should be installed."""
    return Path(program("python")).exists() and STAMP.is_file() and STAMP.read_text("utf-8") == wanted()


def require_python() -> None:
    """Stop with a plain sentence on a Python that is too old."""
    if sys.version_info >= (3, 11):
        return
    newer = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    advice = f"Type: {newer[0]} {' '.join(sys.argv)}" if newer else "Install a newer Python and start again."
    raise SystemExit(f"ImmDesk needs Python 3.11 or newer; this is {sys.version.split()[0]}.\n{advice}")


def libraries_for_screen() -> dict[str, str]:
    """Say which system libraries the window needs on the screen that is here."""
    if not sys.platform.startswith("linux"):
        return {}
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in ("offscreen", "minimal", "vnc"):
        return ANY_SCREEN
    if os.environ.get("WAYLAND_DISPLAY"):
        return {**ANY_SCREEN, **WAYLAND_SCREEN}
    if os.environ.get("DISPLAY"):
        return {**ANY_SCREEN, **X11_SCREEN}
    raise SystemExit(
        "There is no screen here (no DISPLAY, no WAYLAND_DISPLAY).\nStart ImmDesk from a desktop."
    )


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """Name the Debian packages of the libraries that cannot be loaded, before Qt tries to and dies."""
    return [package for soname, package in libraries.items() if not can_load(soname)]


def can_load(soname: str) -> bool:
    """Try to load a shared library as Qt would."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def prepare_screen_reader() -> None:
    """Add what reads the window aloud on a screen of its own; without it that test is skipped."""
    packages = [package for name, package in READER_PROGRAMS.items() if not shutil.which(name)]
    packages += missing_packages(X11_SCREEN)
    question = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    asked = ["/usr/bin/python3", "-c", question]
    if not os.path.exists(asked[0]) or subprocess.run(asked, capture_output=True).returncode != 0:
        packages += READER_PACKAGES
    if not packages:
        return
    try:
        install_system_packages(packages)
    except SystemExit as told:
        print(f"{told}\n(The test of the screen reader is skipped.)", flush=True)


def prepare_postgres() -> None:
    """Add Debian's PostgreSQL for the tests of an office on a server; without it they are skipped."""
    if any(Path("/usr/lib/postgresql").glob("*/bin/postgres")):
        return
    try:
        install_system_packages(["postgresql"])
    except SystemExit as told:
        print(f"{told}\n(The tests of an office in PostgreSQL are skipped.)", flush=True)


def prepare_shares() -> None:
    """Add User-Mode Linux and the servers in it for the tests of real SMB and NFS shares, else skipped."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    packages = [package for name, package in SHARE_PROGRAMS.items() if not shutil.which(name, path=path)]
    if not packages:
        return
    try:
        install_system_packages(" ".join(packages).split())
    except SystemExit as told:
        print(f"{told}\n(The tests of real SMB and NFS shares are skipped.)", flush=True)


def install_system_packages(packages: list[str]) -> None:
    """Install Debian packages as root; otherwise print the line that does it and stop."""
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise SystemExit(
            f"This system lacks what Debian calls {', '.join(packages)}.\nInstall it, then start again."
        )
    if os.geteuid() != 0:
        raise SystemExit(
            f"This system lacks a few libraries. Type this, then start again:\nsudo {' '.join(line)}"
        )
    print("Installing from the system: " + " ".join(packages), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet)
    if subprocess.run([*line, "-qq"], env=quiet, stdout=subprocess.DEVNULL).returncode != 0:
        raise SystemExit(f"The system libraries could not be installed. Try by hand:\n{' '.join(line)}")


# ---- the virtual environment -----------------------------------------------------------------------------


def wanted() -> str:
    """Give the mark of what should be installed: the lock, the project's tables, this Python, this place."""
    import tomllib  # here, because Python 3.10 lacks it and must still be told that it is too old

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [project["build-system"], project["project"], project["tool"]["hatch"], sys.version, str(ROOT)]
    return hashlib.sha256(repr(parts).encode() + LOCK.read_bytes()).hexdigest()


def install_everything(wheels: Path | None) -> None:
    """Make `.venv` if need be, install the lock and then the project itself, and leave the stamp."""
    if wheels is not None and not any(wheels.glob("*.whl")):
        raise SystemExit(
            f"There are no wheels in {wheels}.\nPut the libraries there, or leave --offline out."
        )
    make_environment()
    STAMP.unlink(missing_ok=True)
    UNFINISHED.write_text(
        "While this file is here, the next start makes the folder anew.\n", encoding="utf-8"
    )
    whence = f"from {wheels}" if wheels else "about 190 MB over the network, once"
    print(f"Installing the locked libraries ({whence}) ...", flush=True)
    install(["--require-hashes", "-r", str(LOCK)], wheels)
    install(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)], wheels)
    STAMP.write_text(wanted(), encoding="utf-8")
    UNFINISHED.unlink()


def make_environment() -> None:
    """Make `.venv`, or make it anew when it is broken or half made; a sound one is kept."""
    if environment_is_sound():
        return
    print("Making .venv ...", flush=True)
    if VENV.exists():
        shutil.rmtree(VENV)
    base_python = getattr(sys, "_base_executable", None) or sys.executable
    uv = shutil.which("uv")
    maker = [uv, "venv", "--quiet", "--python", base_python] if uv else [base_python, "-m", "venv"]
    if subprocess.run([*maker, str(VENV)]).returncode != 0:
        raise SystemExit("Python could not make a virtual environment in .venv; the lines above say why.")


def environment_is_sound() -> bool:
    """Say whether `.venv` was finished and has a Python that starts, new enough and able to install."""
    if UNFINISHED.exists():
        return False
    question = "import tomllib" if shutil.which("uv") else "import tomllib, pip"
    try:
        return subprocess.run([program("python"), "-c", question], capture_output=True).returncode == 0
    except OSError:
        return False


def install(words: list[str], wheels: Path | None) -> None:
    """Install into `.venv`, from `wheels` or over the network; stop with advice when that fails."""
    command = install_command(shutil.which("uv"), wheels)
    done = subprocess.run([*command, *words], cwd=ROOT, stderr=subprocess.PIPE, text=True, errors="replace")
    if done.returncode == 0:
        return
    print(done.stderr, file=sys.stderr, flush=True)
    UNFINISHED.unlink(missing_ok=True)
    raise SystemExit(advice_after(done.stderr, wheels))


def install_command(uv: str | None, wheels: Path | None) -> list[str]:
    """Give the words that install: uv when it is there, else the pip of `.venv`; neither fetches offline."""
    python = program("python")
    command = (
        [uv, "pip", "install", "-q", "--python", python] if uv else [python, "-m", "pip", "install", "-qq"]
    )
    if wheels is None:
        return command
    return [*command, *(["--offline"] if uv else []), "--no-index", "--find-links", str(wheels)]


def advice_after(said: str, wheels: Path | None) -> str:
    """Say in a line what to do after `said`, the last words of pip or uv."""
    if wheels is None:
        return "The libraries could not be installed (see above). The first time needs the network."
    lacking = re.search(r"No matching distribution found for (\S+)|[Bb]ecause (\S+) was not found", said)
    if lacking:
        name = lacking[1] or lacking[2]
        return f"No fitting wheel of {name} is in {wheels}.\nPut it there, then start again."
    if "hash" in said.lower():
        return f"A wheel in {wheels} is not the one that the lock names (see above). Fetch it again."
    return f"The libraries in {wheels} could not be installed (see above)."


def program(name: str) -> str:
    """Give the path of a program in `.venv`."""
    return str(program_in(VENV, name, windows=WINDOWS))


def program_in(environment: Path, name: str, *, windows: bool) -> Path:
    """Give where a program lies in a virtual environment: Windows differs, macOS is as Linux."""
    return environment / "Scripts" / f"{name}.exe" if windows else environment / "bin" / name


def hand_over(command: list[str]) -> int:
    """Become the command; on Windows, run it and wait for its exit code."""
    sys.stdout.flush()
    if not WINDOWS:
        os.execv(command[0], command)
    return subprocess.run(command).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
