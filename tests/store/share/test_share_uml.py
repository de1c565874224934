"""A real SMB 3.1.1 share and a real NFS share, mounted twice on loopback inside User-Mode Linux.

The host is read-only there and no packet leaves it. Needs root and Debian's packages user-mode-linux, samba,
cifs-utils, nfs-kernel-server, nfs-common and rpcbind.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAMS = ("linux.uml", "smbd", "mount.cifs", "rpc.nfsd", "rpcbind", "mkfs.ext4")
INIT = """#!/bin/sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
export CHECKOUT={checkout} PYTHON={python}
mount -t proc proc /proc; mount -t sysfs sysfs /sys
for d in /run /mnt /var/lib/nfs /var/log /var/tmp; do mount -t tmpfs tmpfs $d; done
mkdir -p /dev/shm; mount -t tmpfs tmpfs /dev/shm
mkdir /mnt/out; mount -t hostfs -o {out} none /mnt/out; echo 1 > /proc/sys/kernel/printk; ip link set lo up
mkdir -p /mnt/lib/modules; ln -s /usr/lib/uml/modules/$(uname -r) /mnt/lib/modules/$(uname -r)
sh {job} > /mnt/out/log.txt 2>&1; sync; echo o > /proc/sysrq-trigger; sleep 5
"""


def run_in_uml(out: Path) -> str:
    """Boot, run the job, and give what it said."""
    (out / "init.sh").write_text(
        INIT.format(out=out, job=HERE / "uml_job.sh", checkout=HERE.parents[2], python=sys.executable)
    )
    (out / "init.sh").chmod(0o755)
    disk = out / "disk.img"
    with disk.open("wb") as file:
        file.truncate(1 << 30)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(disk)], check=True)
    command = ["linux.uml", "mem=1024M", f"ubd0={disk}", "root=/dev/root", "rootfstype=hostfs", "rootflags=/"]
    command += ["ro", f"init={out / 'init.sh'}", "quiet", "con=null", "con0=null,fd:2"]
    environment = {**os.environ, "TMPDIR": "/dev/shm"}
    ran = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=400, check=False
    )
    disk.unlink()
    log = out / "log.txt"
    if not log.exists():
        told = [line for line in ran.stderr.decode(errors="replace").splitlines() if "anic" in line]
        pytest.skip(f"User-Mode Linux does not boot on this processor: {' '.join(told[:1])}")
    return log.read_text(errors="replace")


@pytest.mark.long
def test_two_desks_on_a_real_smb_and_a_real_nfs_share_lose_nothing_and_agree(tmp_path):
    missing = [
        name for name in PROGRAMS if shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin") is None
    ]
    if missing or os.geteuid():
        pytest.skip(f"needs root and Debian's packages for {', '.join(missing) or 'User-Mode Linux'}")
    said = run_in_uml(tmp_path)
    print(said)
    assert "SMB by link: GOOD" in said, said
    assert "NFS by link: GOOD" in said, said
    assert "HOST IS WRITABLE" not in said
