"""Where a book may stand: a folder of this machine's own disk, and writable.

SQLite's write-ahead log needs shared memory, which no network file system gives; there a book would break silently.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
from pathlib import Path

from db.errors import BookError

NETWORK_TYPES = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "afpfs", "webdav", "davfs",
    "fuse.sshfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.glusterfs", "fuse.s3fs", "fuse.smbnetfs",
})  # fmt: skip
MOUNTINFO = Path("/proc/self/mountinfo")
DRIVE_REMOTE = 4
"""What Windows' GetDriveTypeW says of a network drive."""


def check_place(path: Path) -> None:
    """Refuse a place where a book would be harmed, before SQLite touches anything.

    Raises:
        BookError: the folder is missing, on a network share, or neither it nor the file can be written.
    """
    folder = path.resolve().parent
    if not folder.is_dir():
        raise BookError(f"文件夹“{folder}”不存在。请先建好文件夹，或换一个位置。", title="没有这个文件夹")
    if path.is_dir():
        raise BookError(f"“{path}”是文件夹，不是簿册。请指明簿册文件。", title="不是簿册")
    if is_on_network(folder):
        raise BookError(
            f"“{folder}”在网络共享上，簿册放在那里可能损坏，未作任何改动。请把簿册放到本机硬盘上。",
            title="不能放在网络共享上",
        )
    for place in (folder, path):
        if place.exists() and not os.access(place, os.W_OK):
            raise BookError(
                f"“{place}”不能写入，未作任何改动。请换一个可以写入的文件夹，或检查权限。", title="不能写入"
            )


def is_file(path: Path) -> bool:
    """Whether there is such a file; False too where the system does not let anybody look, or the name cannot be."""
    with contextlib.suppress(OSError):
        return path.is_file()
    return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; False too where the system does not let anybody look, or the name cannot be."""
    with contextlib.suppress(OSError):
        return path.is_dir()
    return False


def why_not(error: OSError) -> str:
    """What the system's error means, in a few Chinese words."""
    return _REASONS.get(error.errno or 0, "系统不允许")


_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件过大",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOENT: "路径不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "路径中有一段不是文件夹",
    errno.EIO: "磁盘读写出错",
}


def is_on_network(folder: Path) -> bool:
    """Whether the folder is on another machine's disk, as far as the system tells."""
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    if sys.platform == "darwin":
        return mounted_type(folder, _mac_mounts()) in NETWORK_TYPES
    try:
        text = MOUNTINFO.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return mounted_type(folder, linux_mounts(text)) in NETWORK_TYPES


def mounted_type(folder: Path, mounts: dict[str, str]) -> str:
    """The file system type of the innermost mount point that holds the folder; empty when none does."""
    inside = [point for point in mounts if folder == Path(point) or Path(point) in folder.parents]
    return mounts[max(inside, key=len)] if inside else ""


def linux_mounts(mountinfo: str) -> dict[str, str]:
    """Mount point -> type, from /proc/self/mountinfo; a later mount hides an earlier one on the same point."""
    mounts = {}
    for line in mountinfo.splitlines():
        place, _, kind = line.partition(" - ")
        fields = place.split(" ")
        if len(fields) > 4 and kind:
            mounts[_unescape(fields[4])] = kind.split(" ")[0]
    return mounts


def _unescape(text: str) -> str:
    """Undo the kernel's octal escapes of blanks; other bytes stand as they are."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)


def _mac_mounts() -> dict[str, str]:
    """Mount point -> type, as `mount` prints it: `//server/share on /Volumes/share (smbfs, nodev)`."""
    import subprocess

    said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
    return {match[1]: match[2] for match in re.finditer(r"^.* on (.+) \((\w+)[,)].*$", said, re.MULTILINE)}


def _is_remote_drive(folder: Path) -> bool:
    anchor = folder.anchor
    if anchor.startswith("\\\\"):
        return True
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(anchor) == DRIVE_REMOTE)
