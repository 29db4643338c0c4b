"""What one query, one client and one worker may take."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlat.settings import Settings

MIB = 1 << 20


@dataclass(frozen=True)
class WorkerLimits:
    """The limits of a pool. Seconds may be fractions, but for those of CPU time.

    ``per_client`` is how many workers one client may have at a time, 0 for as many as it leaves to others.
    ``worker_memory_mb`` is how much a worker may keep for itself after an answer.
    """

    workers: int = 4
    per_client: int = 0
    queue_length: int = 64
    queue_seconds: float = 10
    query_seconds: float = 30
    cpu_seconds: int = 30
    memory_mb: int = 512
    result_mb: int = 64
    worker_memory_mb: int = 128

    @classmethod
    def of(cls, settings: Settings) -> WorkerLimits:
        """The limits that the settings of a server ask for."""
        return cls(
            workers=max(1, settings.workers),
            per_client=settings.workers_per_client,
            queue_length=settings.queue_length,
            queue_seconds=settings.queue_seconds,
            query_seconds=settings.query_seconds,
            cpu_seconds=settings.query_cpu_seconds,
            memory_mb=settings.query_memory_mb,
            result_mb=settings.result_mb,
            worker_memory_mb=settings.worker_memory_mb,
        )

    def plain(self) -> dict[str, float]:
        """The limits as a message to another process."""
        return asdict(self)
