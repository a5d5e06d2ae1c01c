"""Two ways to fetch jars from Maven repositories. What they bring is checked by the caller."""

import logging
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cli.stack.children import StackError

MAVEN_SECONDS = 600
ANSWER_SECONDS = 20
FETCHES_AT_ONCE = 8
MAVEN_LINES = 5

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>qadam</groupId><artifactId>broker</artifactId><version>1</version><dependencies>{}</dependencies></project>
"""
DEPENDENCY = """<dependency><groupId>{0.group}</groupId><artifactId>{0.name}</artifactId><version>{0.version}</version>
<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>
"""


@dataclass(frozen=True, slots=True)
class Jar:
    sha256: str
    group: str
    name: str
    version: str

    @property
    def file(self) -> str:
        return f"{self.name}-{self.version}.jar"


def fetch(locked: list[Jar], target: Path) -> None:
    """With mvn where it is installed, because it knows the site's mirrors; else, or if it fails, with `jgo`."""
    ways: list[Callable[[list[Jar], Path], None]] = [with_maven] if shutil.which("mvn") else []
    reasons = []
    for way in [*ways, with_wheel]:
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        try:
            return way(locked, target)
        except (OSError, RuntimeError, subprocess.SubprocessError) as reason:
            reasons.append(f"{way.__name__}: {reason}")
    raise StackError("\n".join(["the broker's jars could not be fetched", *reasons]))


def with_maven(locked: list[Jar], target: Path) -> None:
    """One project that depends on every jar and on nothing that those depend on: the lock has it all."""
    with tempfile.TemporaryDirectory() as folder:
        pom = Path(folder) / "pom.xml"
        pom.write_text(POM.format("".join(DEPENDENCY.format(jar) for jar in locked)))
        command = ["mvn", "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={target}"]
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=MAVEN_SECONDS, text=True)
    if done.returncode:
        raise RuntimeError("\n".join(done.stdout.splitlines()[:MAVEN_LINES]))


def with_wheel(locked: list[Jar], target: Path) -> None:
    """Several at once; connections that fail raise an OSError, a jar that is nowhere a RuntimeError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of modules that it imports and we do not use
        from jgo.maven import MavenContext
    logging.getLogger("jgo").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(FETCHES_AT_ONCE) as pool:
        maven = MavenContext(repo_cache=Path(folder), timeout=ANSWER_SECONDS)

        def one(jar: Jar) -> None:
            found = maven.project(jar.group, jar.name).at_version(jar.version).artifact().resolve()
            shutil.copy(found, target / jar.file)

        list(pool.map(one, locked))
