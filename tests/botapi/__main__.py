"""`python -m tests.botapi --port 0 --ledger FILE`: the server as a process; its first line of output is its address."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from .limits import Limits
from .server import TOKEN, BotApi


async def serve(options: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT, or with `--until-eof` until standard input ends."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    limits = Limits.off() if options.no_limits else Limits()
    async with BotApi(
        token=options.token, ledger=options.ledger, host=options.host, port=options.port, limits=limits
    ) as api:
        sys.stdout.write(f"{api.address}\n")
        sys.stdout.flush()
        if options.until_eof:
            reader = asyncio.StreamReader()
            await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
            eof = asyncio.create_task(reader.read())
            eof.add_done_callback(lambda _: ended.set())
        await ended.wait()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description="A Bot API server for the tests.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--ledger", type=Path, default=None, help="JSON lines; an existing file is continued")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--no-limits", action="store_true", help="no flood limits")
    parser.add_argument("--until-eof", action="store_true", help="end when standard input ends")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
