"""Boots User-Mode Linux, a Linux kernel as a program, to work on real SMB and NFS shares of this computer.

`python -m tests.store.share.uml` runs the whole job and prints what it finds. The computer's own disk is
read-only in there, only a scratch folder can be written, and no packet leaves it. Needs root and Debian's
packages, which `bootstrap.py test --with shares` installs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PROGRAMS = (
    *("linux.uml", "smbd", "mount.cifs", "rpc.nfsd", "mount.nfs", "rpcbind"),
    *("mkfs.ext4", "modprobe", "ip", "pgrep"),
)
PATHS = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
LONGEST = 1500.0
INIT = """#!/bin/sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
export CHECKOUT={checkout} PYTHON={python}
mount -t proc proc /proc; mount -t sysfs sysfs /sys
for d in /run /mnt /var/lib/nfs /var/log /var/tmp; do mount -t tmpfs tmpfs $d; done
mkdir -p /dev/shm; mount -t tmpfs tmpfs /dev/shm
mkdir /mnt/out; mount -t hostfs -o {out} none /mnt/out; echo 1 > /proc/sys/kernel/printk; ip link set lo up
mkdir -p /mnt/lib/modules; ln -s /usr/lib/uml/modules/$(uname -r) /mnt/lib/modules/$(uname -r)
sh {job} {parts} > /mnt/out/log.txt 2>&1; sync; echo o > /proc/sysrq-trigger; sleep 5
"""


def why_not() -> str:
    """Say why it cannot run here; "" when it can."""
    missing = [name for name in PROGRAMS if shutil.which(name, path=PATHS) is None]
    if missing:
        return f"lacks {', '.join(missing)}: python3 installer/bootstrap.py test --with shares installs them"
    return "needs to be root" if os.geteuid() else ""


def run(out: Path, parts: tuple[str, ...] = ()) -> str:
    """Boot, run these parts of the job (all when none are named), and give what it said.

    Raises RuntimeError with the kernel's last words when it does not boot.
    """
    init, log = out / "init.sh", out / "log.txt"
    words = {"out": out, "job": HERE / "uml_job.sh", "checkout": HERE.parents[2], "python": sys.executable}
    init.write_text(INIT.format(**words, parts=" ".join(parts)))
    init.chmod(0o755)
    disks = [_disk("disk", 1 << 30), _disk("small", 8 << 20)]
    command = ["nice", "-n", "-10", "linux.uml", "mem=1536M"]
    command += [f"ubd{at}={disk}" for at, disk in enumerate(disks)]
    command += ["root=/dev/root", "rootfstype=hostfs", "rootflags=/", "ro", f"init={init}"]
    environment = {**os.environ, "PATH": PATHS, "TMPDIR": "/dev/shm", **_registers(out)}
    try:
        ran = subprocess.run(
            [*command, "quiet", "con=null", "con0=null,fd:2"],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    finally:
        for disk in disks:
            disk.unlink()
    if not log.exists():
        said = ran.stderr.decode(errors="replace").splitlines()
        told = [line for line in said if "anic" in line] or said[-1:]
        raise RuntimeError(f"User-Mode Linux does not boot here: {' '.join(told[:1])}")
    return log.read_text(errors="replace")


def _disk(name: str, size: int) -> Path:
    """Make an empty disk for the servers in there, in memory: it is their network that is tried here."""
    where = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    handle, place = tempfile.mkstemp(f"-{name}.img", "immdesk-", where)
    with os.fdopen(handle, "wb") as file:
        file.truncate(size)
    subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", place], check=True, env={**os.environ, "PATH": PATHS})
    return Path(place)


def _registers(out: Path) -> dict[str, str]:
    """Give what lets it boot on processors with large registers, where a C compiler is at hand."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    made = out / "registers.so"
    if compiler is None or os.uname().machine != "x86_64":
        return {}
    words = [compiler, "-O2", "-shared", "-fPIC", "-o", str(made), str(HERE / "uml_registers.c")]
    done = subprocess.run(words, capture_output=True, check=False)
    return {"LD_PRELOAD": str(made)} if done.returncode == 0 else {}


def main(parts: tuple[str, ...]) -> int:
    """Run the job and say what it found; 1 when anything was bad, 2 when it cannot run here."""
    if reason := why_not():
        print(f"skipped: {reason}")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        said = run(Path(folder), parts)
    print(said)
    return 1 if "BAD" in said or "GOOD" not in said else 0


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
