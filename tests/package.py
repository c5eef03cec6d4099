"""What is given to others: python tests/package.py FOLDER builds sdist and wheel into FOLDER, and looks at both.

Both are the same bytes when they are built again, and the wheel that comes out of the sdist is the same; the wheel has what is
needed and nothing else, and works from a folder that cannot be written, whose name has spaces and letters beyond ASCII.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EPOCH = "1700000000"
KINDS = {".py", ".tcss", ".toml", ".wav"}
SINGLE = {
    "trainer/py.typed",
    "share/man/man1/trainer.1",
    "trainer/routine/routines.schema.json",
    "trainer/bundled/sounds/voice/NOTICE.txt",
    "trainer/bundled/sounds/voice/manifest.json",
}


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", work / "tools", "hatchling"], check=True)
        sdist, wheel = built(ROOT, target, work)
        assert [one.read_bytes() for one in built(ROOT, work / "again", work)] == [sdist.read_bytes(), wheel.read_bytes()]
        with tarfile.open(sdist) as archive:
            archive.extractall(work / "source", filter="data")
        (source,) = (work / "source").iterdir()
        assert built(source, work / "other", work)[1].read_bytes() == wheel.read_bytes()
        print(f"{sdist.name} and {wheel.name} are the same when they are built again, from the sdist too")
        needed(wheel)
        works(wheel, work / "nur lesbar – ü 背")


def built(source: Path, target: Path, work: Path) -> tuple[Path, Path]:
    """The sdist and the wheel of a source tree."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": str(work / "tools")}
    command = [sys.executable, "-m", "hatchling", "build", "-d", target, "-t", "sdist", "-t", "wheel"]
    subprocess.run(command, cwd=source, env=environment, check=True, capture_output=True)
    return next(target.glob("*.tar.gz")), next(target.glob("*.whl"))


def needed(wheel: Path) -> None:
    """Every file is one that the trainer uses, and all that the checkout has of them are there."""
    packed = (name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name)
    names = {name.partition(".data/data/")[2] or name for name in packed}  # what goes beside the packages, by its own path
    strange = {name for name in names if Path(name).suffix not in KINDS and name not in SINGLE}
    assert not strange, f"what is this for? {sorted(strange)}"
    sources = {str(path.relative_to(ROOT)) for path in (ROOT / "trainer").rglob("*") if path.suffix in KINDS}
    sounds = {
        f"trainer/bundled/{path.relative_to(ROOT)}"
        for kind in ("cues", "voice")
        for path in (ROOT / "sounds" / kind).glob("*.wav")
    }
    assert names == sources | sounds | SINGLE | {"trainer/bundled/routines.toml"}
    print(f"{len(names)} files, {wheel.stat().st_size / 1e6:.1f} MB, each needed")


def works(wheel: Path, folder: Path) -> None:
    """It runs from a folder with such a name, and writes nothing into it."""
    zipfile.ZipFile(wheel).extractall(folder)
    before = set(folder.rglob("*"))
    for path in (folder, *before):
        path.chmod(0o555 if path.is_dir() else 0o444)
    home = folder.with_name("home")
    environment = {**os.environ, "PYTHONPATH": str(folder), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    for arguments in (
        ["--version"],
        ["list"],
        ["plan", "relief"],
        ["pose", "bird-dog", "--svg", "-"],
        ["check", ROOT / "routines.toml"],
    ):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "trainer", *arguments], cwd="/", env=environment, capture_output=True, check=False
        )
        assert not done.stderr, done.stderr.decode()
        assert done.returncode == 0, arguments
    assert set(folder.rglob("*")) == before
    for path in (folder, *before):
        path.chmod(0o755)
    shutil.rmtree(folder)
    print("works from a folder that cannot be written, with spaces and letters beyond ASCII in its name")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
