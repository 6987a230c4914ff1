"""Who does the work: processes of this machine, or a Dask cluster. Both are executors; faults of theirs are told in words."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from typing import Any

from kit.diagnostics import Diagnostic, Fault

_SECONDS_TO_CONNECT = 20
_GO_ON = "已完成的都保留着，再运行一次就从这里接着做"


def usable_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def local_pool(workers: int) -> Iterator[Executor]:
    """Processes of this machine. They end with this one, even where it is killed."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield pool
    except BrokenProcessPool as error:
        hint = f"多半是内存不足，可用 --workers 减少进程；{_GO_ON}"
        raise Fault(Diagnostic("B-WRK-01", "有一个工作进程意外中止", hint=hint)) from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def dask_cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers of a Dask cluster, and how many threads they have together. Only this process writes files.

    address  of the scheduler: tcp://10.0.0.5:8786.
    Raises Fault where Dask is not installed, nobody answers, or the workers do not have the kit.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        hint = 'pip install "alliance-kit[dask]"，或去掉 --dask，用本机的进程生成'
        raise Fault(Diagnostic("B-DSK-01", "没有安装 Dask", hint=hint)) from error
    try:
        client: Any = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        hint = "请核对地址，例如 tcp://127.0.0.1:8786，以及调度器是否在运行"
        raise Fault(Diagnostic("B-DSK-02", f"连接不上 Dask 调度器 {address[:100]}", hint=hint)) from error
    try:
        yield client.get_executor(pure=False), _threads(client)
    except ModuleNotFoundError as error:
        hint = "请在每台机器上安装同一版本的 alliance-kit"
        raise Fault(Diagnostic("B-DSK-04", f"工作节点上缺少程序包 {error.name}", hint=hint)) from error
    except (KilledWorker, CancelledError) as error:
        raise Fault(Diagnostic("B-DSK-05", "工作节点或调度器意外中止", hint=_GO_ON)) from error
    finally:
        client.close()


def _threads(client: Any) -> int:
    try:
        client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
    except (TimeoutError, OSError) as error:
        raise Fault(
            Diagnostic("B-DSK-03", "Dask 集群里没有工作节点", hint="请先启动工作节点：dask worker 调度器地址")
        ) from error
    return sum(client.nthreads().values())


def _begin() -> None:
    """What a process of the pool does first: leave Ctrl-C to its parent, and end when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
