"""``make audit``: what is installed is what the lock names, byte for byte; no network.

Three questions that need no network: does the lock give a hash for every package; are
the installed packages those of the lock and no others; are their files still the ones
that were installed (the hashes of each package's own RECORD). Which versions have a
published weakness is known to databases on the network only: this prints that it was
not asked, unless pip-audit is installed and can ask.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
OWN = "iuran"
# makes the environment, and is no part of what runs in it
TOOLS = {"pip", "setuptools", "wheel", "uv"}
_ENTRY = re.compile(r"^(?=[\w.-]+==)", re.M)
_HEAD = re.compile(
    r"(?P<name>[\w.-]+)==(?P<version>[^\s;]+)\s*(?:;\s*(?P<marker>[^\\\n]+))?"
)
# written or compiled again where it is used
_MADE_HERE = (".pyc", "RECORD", "INSTALLER", "REQUESTED", "direct_url.json")


def entries(lock: str) -> Iterator[tuple[str, str, bool]]:
    """Yield name, version and whether it has a hash, of what this machine needs."""
    for entry in _ENTRY.split(lock)[1:]:
        head = _HEAD.match(entry)
        marker = head["marker"]
        if marker is None or Marker(marker.strip()).evaluate():
            name = canonicalize_name(head["name"])
            yield name, head["version"], "--hash=sha256:" in entry


def installed() -> dict[str, Distribution]:
    return {canonicalize_name(one.metadata["Name"]): one for one in distributions()}


def differences(lock: str, found: dict[str, str]) -> list[str]:
    """Return what is not in the lock, lacks in the environment or has no hash."""
    listed = list(entries(lock))
    wanted = {name: version for name, version, _ in listed}
    bare = [
        f"{name}: no hash in the lock" for name, _, has_hash in listed if not has_hash
    ]
    missing = [f"{name}: not installed" for name in wanted if name not in found]
    others = [
        f"{name} {version}: not in the lock"
        for name, version in found.items()
        if name not in {*wanted, *TOOLS, OWN}
    ]
    wrong = [
        f"{name}: {found[name]} installed, {version} in the lock"
        for name, version in wanted.items()
        if name in found and found[name] != version
    ]
    return [*bare, *missing, *others, *wrong]


def changed(packages: Iterable[Distribution]) -> Iterator[str]:
    """Yield the files of packages that are not as they were installed."""
    for package in packages:
        for file in package.files or ():
            if file.hash is None or file.name.endswith(_MADE_HERE):
                continue
            path = Path(package.locate_file(file))
            if not path.is_file():
                yield f"{package.metadata['Name']}: {file} is gone"
            elif _hash(path, file.hash.mode) != file.hash.value:
                yield f"{package.metadata['Name']}: {file} was changed"


def _hash(path: Path, mode: str) -> str:
    digest = hashlib.new(mode, path.read_bytes()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def advisories() -> tuple[int, str]:
    """Ask pip-audit where it is installed; else say that nobody was asked."""
    program = shutil.which("pip-audit")
    if program is None:
        return 0, "advisories: not asked (pip-audit is not installed here)"
    words = [program, "--disable-pip", "--require-hashes", "-r", str(LOCK)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    asked = "vulnerabilit" in done.stdout + done.stderr
    if not asked:
        return 0, "advisories: not asked (no answer from the network)"
    return done.returncode, f"advisories: {(done.stdout + done.stderr).strip()}"


def main() -> int:
    packages = installed()
    versions = {name: one.version for name, one in packages.items()}
    lock = LOCK.read_text(encoding="utf-8")
    wrong = [*differences(lock, versions), *changed(packages.values())]
    code, told = advisories()
    files = sum(len(one.files or ()) for one in packages.values())
    listed = len(list(entries(lock)))
    print(f"lock: {listed} packages for this machine")
    print(f"environment: {len(packages)} packages, {files} files")
    print(told)
    print("\n".join(wrong) if wrong else "nothing differs")
    return 1 if wrong or code else 0


if __name__ == "__main__":
    sys.exit(main())
