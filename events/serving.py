"""The processes: a small parent that starts and watches the web server and the worker."""


def serve(app) -> None:
    raise NotImplementedError


def work(app) -> None:
    raise NotImplementedError
