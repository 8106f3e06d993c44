"""The garbage collector runs hardly ever while a context lasts, and as before when the last one
ends."""

from __future__ import annotations

import gc
from threading import Thread

from report.processes import COLLECTIONS, fewer_collections


def test_collections_are_as_before_when_the_last_context_ends() -> None:
    usual = gc.get_threshold()
    with fewer_collections():
        assert gc.get_threshold() == COLLECTIONS
        with fewer_collections():
            pass
        assert gc.get_threshold() == COLLECTIONS
    assert gc.get_threshold() == usual


def test_contexts_of_two_threads_may_overlap() -> None:
    usual = gc.get_threshold()
    first, second = fewer_collections(), fewer_collections()
    first.__enter__()
    thread = Thread(target=second.__enter__)
    thread.start()
    thread.join()
    first.__exit__(None, None, None)
    assert gc.get_threshold() == COLLECTIONS
    second.__exit__(None, None, None)
    assert gc.get_threshold() == usual
