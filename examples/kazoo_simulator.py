#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A platform that answers as a Kazoo does, as far as a connection asks it: to try connections without one.

    kazoo_simulator.py [--port PORT] [--users N]

It has an account with N users, of whom the first is anna@example.com, and one account below it. It prints where it is, its
account and the key; an ngnprov server on the same machine asks it if its settings say `[outgoing] allowed = 127.0.0.0/8`.

Its answers are those that Crossbar's documentation shows (https://github.com/2600hz/kazoo, applications/crossbar/doc, as of
Kazoo 4.3), on the pages api_authentication, how_to_authenticate, users, accounts, and basics for paging. Needs Python alone.
"""

import argparse
import json
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PAGE_SIZE = 50
"""Of a list, where a request says no other."""


class Kazoo:
    """A platform on a port of this machine. Accounts and users may be changed while it runs."""

    def __init__(self, port: int = 0) -> None:
        self.requests: list[str] = []
        """What was asked so far, a method and a path each."""
        self._accounts: dict[str, dict[str, Any]] = {}
        self._keys: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.01], daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def wait(self) -> None:
        self._thread.join()

    def add_account(self, name: str, above: str = "") -> str:
        """Make an account, below another one or at the top; its id."""
        id = secrets.token_hex(16)
        tree = [*self._accounts[above]["tree"], above] if above else []
        self._accounts[id] = {"name": name, "tree": tree, "users": {}}
        return id

    def add_key(self, account: str) -> str:
        """A key of an account, with which all below it is seen, too."""
        key = secrets.token_hex(32)
        self._keys[key] = account
        return key

    def add_user(self, account: str, email: str, first_name: str, last_name: str) -> str:
        """Make a user of an account; his id."""
        id = secrets.token_hex(16)
        self._accounts[account]["users"][id] = {
            "email": email,
            "features": ["caller_id", "vm_to_email"],
            "first_name": first_name,
            "id": id,
            "last_name": last_name,
            "priv_level": "user",
            "timezone": "America/Los_Angeles",
            "username": email,
        }
        return id

    def remove_user(self, account: str, id: str) -> None:
        del self._accounts[account]["users"][id]

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> tuple[int, dict[str, Any]]:
        """The status and the envelope of an answer."""
        parts = urlsplit(target)
        path = [unquote(each) for each in parts.path.strip("/").split("/")]
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if (method, path) == ("PUT", ["v2", "api_auth"]):
            return self._log_in(body)
        viewer = self._tokens.get(headers.get("X-Auth-Token", ""))
        if viewer is None:
            return refusal(401, "invalid credentials", "invalid_credentials")
        if method != "GET" or len(path) != 4 or path[:2] != ["v2", "accounts"]:
            return refusal(404, "not found", "not_found")
        account = self._accounts.get(path[2])
        if account is None or viewer not in (path[2], *account["tree"]):
            return refusal(403, "forbidden", "forbidden")
        if path[3] == "users":
            return page(list(account["users"].values()), query)
        if path[3] == "descendants":
            return page(
                [
                    {"id": id, "name": each["name"], "realm": f"{id[:6]}.sip.example.com", "tree": each["tree"]}
                    for id, each in self._accounts.items()
                    if path[2] in each["tree"]
                ],
                query,
            )
        return refusal(404, "not found", "not_found")

    def _log_in(self, body: bytes) -> tuple[int, dict[str, Any]]:
        try:
            key = json.loads(body)["data"]["api_key"]
        except (ValueError, KeyError, TypeError):
            return refusal(400, "validation error", "invalid data")
        account = self._keys.get(key)
        if account is None:
            return refusal(401, "invalid credentials", "invalid_credentials")
        token = secrets.token_urlsafe(48)
        self._tokens[token] = account
        data = {
            "account_id": account,
            "apps": [],
            "is_reseller": True,
            "language": "en-US",
            "owner_id": secrets.token_hex(16),
            "reseller_id": account,
        }
        return 201, success({"auth_token": token, "data": data})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        kazoo = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                kazoo.requests.append(f"{self.command} {self.path}")
                status, envelope = kazoo.answer(self.command, self.path, self.headers, body)
                content = json.dumps(envelope).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def do_PUT(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler


def page(found: list[dict[str, Any]], query: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """A page of a list. Where the next one begins is opaque to clients."""
    size = int(query.get("page_size", PAGE_SIZE))
    first = int(query["start_key"].removeprefix("g2w"), 16) if "start_key" in query else 0
    some = found[first : first + size]
    following = {"next_start_key": f"g2w{first + size:x}"} if first + size < len(found) else {}
    return 200, success({"data": some, "page_size": len(some), "start_key": query.get("start_key", ""), **following})


def success(envelope: dict[str, Any]) -> dict[str, Any]:
    return {**envelope, "request_id": secrets.token_hex(16), "revision": "automatic", "status": "success"}


def refusal(status: int, text: str, message: str) -> tuple[int, dict[str, Any]]:
    envelope = {"data": {"message": text}, "error": str(status), "message": message, "status": "error"}
    return status, {**envelope, "request_id": secrets.token_hex(16)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Answer as a Kazoo does.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--users", type=int, default=3)
    given = parser.parse_args()
    kazoo = Kazoo(given.port)
    account = kazoo.add_account("Example")
    branch = kazoo.add_account("Branch", above=account)
    for number in range(given.users):
        name = "anna" if number == 0 else f"user{number}"
        kazoo.add_user(account, f"{name}@example.com", name.capitalize(), "Example")
    kazoo.add_user(branch, "bert@example.com", "Bert", "Branch")
    kazoo.start()
    print(f"url {kazoo.url}\naccount {account}\nkey {kazoo.add_key(account)}", flush=True)
    try:
        kazoo.wait()
    except KeyboardInterrupt:
        kazoo.stop()


if __name__ == "__main__":
    main()
