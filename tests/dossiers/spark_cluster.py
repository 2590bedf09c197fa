"""A real standalone Spark cluster on loopback: a master and two workers, each its own process."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CONFIGURATION = """\
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.driver.memory 512m
spark.executor.memory 512m
spark.executor.cores 1
spark.sql.shuffle.partitions 4
spark.log.level ERROR
"""
_STARTED_WITHIN = 300


@dataclass(frozen=True)
class Cluster:
    """A running cluster; ``workers`` are the folders in which its two workers keep their work."""

    master: str
    workers: tuple[Path, Path]


def missing_for_spark() -> str | None:
    """What to install for these tests, or None when all is there."""
    try:
        import pyspark  # noqa: F401 - only whether it is installed
    except ImportError:
        return "Spark is missing: pip install --require-hashes -r requirements/spark.txt"
    if subprocess.run(["java", "-version"], capture_output=True, check=False).returncode:
        return "Java is missing: apt-get install openjdk-17-jre-headless"
    return None


@contextmanager
def running_cluster(folder: Path) -> Iterator[Cluster]:
    """Start the cluster, wait until both workers are registered, stop it at the end."""
    import pyspark

    configuration = folder / "conf"
    configuration.mkdir()
    (configuration / "spark-defaults.conf").write_text(CONFIGURATION, encoding="utf-8")
    settings = {
        "SPARK_CONF_DIR": str(configuration),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
    }
    # The driver runs in this process and reads the same settings.
    os.environ.update(settings)
    spark_class = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
    port = _free_port()
    address = f"spark://127.0.0.1:{port}"
    master = "org.apache.spark.deploy.master.Master --host 127.0.0.1 --webui-port 0 --port"
    worker = "org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1"
    workers = (folder / "worker-1", folder / "worker-2")
    log = folder / "master.log"
    processes = []
    try:
        processes.append(_start([spark_class, *master.split(), str(port)], log))
        _wait_for(log, "I have been elected leader", 1)
        for work in workers:
            command = [spark_class, *worker.split(), "--memory", "1g", "--work-dir", str(work)]
            processes.append(_start([*command, address], work.with_suffix(".log")))
        _wait_for(log, "Registering worker", 2)
        yield Cluster(address, workers)
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(timeout=30)
        for name in settings:
            os.environ.pop(name)


def _start(command: list[str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("wb") as file:
        return subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(log: Path, text: str, times: int) -> None:
    patience = time.monotonic() + _STARTED_WITHIN
    while log.read_text(errors="replace").count(text) < times:
        if time.monotonic() > patience:
            raise TimeoutError(f"{log.name}: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)
