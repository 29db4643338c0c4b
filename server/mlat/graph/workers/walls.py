"""What a worker gives up before its first query. What is open already stays usable."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import struct
import time
from pathlib import Path

from mlat.graph.workers.limits import MIB, WorkerLimits

_PAGE = resource.getpagesize()
_OUT_OF_MEMORY_SCORE = Path("/proc/self/oom_score_adj")
_OPEN_FILES = Path("/proc/self/fd")
_ERROR_OUTPUT = 65_536

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_FILTER_MODE = 2
#: The architecture as the kernel's filters call it, and the number of the system call ``socket``.
_SYSTEMS = {"x86_64": (0xC000_003E, 41), "aarch64": (0xC000_00B7, 198)}
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_GREATER, _RETURN = 0x20, 0x15, 0x25, 0x06
_ALLOW, _DENY = 0x7FFF_0000, 0x0005_0001
#: Numbers from here on are system calls of another kind (x32).
_ORDINARY = 0x3FFF_FFFF


def confine(limits: WorkerLimits, parent: int, files: int) -> None:
    """Let this process use no network, nor more memory than it may, nor more than ``files`` new files.

    Without a limit of zero for files, the filter of system calls alone keeps sockets away.
    """
    end_with_parent(parent)
    with contextlib.suppress(OSError), _OUT_OF_MEMORY_SCORE.open("w") as file:
        file.write("1000")
    memory = address_space() + limits.memory_mb * MIB
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_ERROR_OUTPUT, _ERROR_OUTPUT))
    allowed = files and min(files + _highest_file(), resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    deny_sockets()
    resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, allowed))


def end_with_parent(parent: int) -> None:
    """Let the kernel end this process when its parent ends, where the kernel can."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def deny_sockets() -> bool:
    """Let the kernel refuse new sockets to this thread; tells whether it can."""
    system = _SYSTEMS.get(os.uname().machine)
    if system is None:
        return False
    architecture, call = system
    steps = [
        (_LOAD, 0, 0, 4),
        (_JUMP_IF_EQUAL, 0, 4, architecture),
        (_LOAD, 0, 0, 0),
        (_JUMP_IF_EQUAL, 2, 0, call),
        (_JUMP_IF_GREATER, 1, 0, _ORDINARY),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    with contextlib.suppress(OSError, AttributeError):
        prctl = ctypes.CDLL(None).prctl
        nothing = ctypes.c_ulong(0)
        prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), nothing, nothing, nothing)
        return bool(prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_FILTER_MODE), program) == 0)
    return False


def renew_cpu_time(seconds: int, renewed: int) -> int:
    """Let the process use some more CPU time from now on; the kernel ends it with SIGXCPU after that.

    ``renewed`` is what this gave the last time, or 0; as the kernel counts in whole seconds, hardly any query
    needs a new limit.
    """
    limit = int(time.process_time()) + seconds + 1
    if limit != renewed:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
    return limit


def address_space() -> int:
    """How many bytes of addresses this process has."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE


def _highest_file() -> int:
    return max(int(entry.name) for entry in _OPEN_FILES.iterdir()) + 1
