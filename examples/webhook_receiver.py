# SPDX-License-Identifier: Apache-2.0
"""Receive events of ngnprov on a port of this machine, and print each once: see EventPort.addHook for the secret.

Set NGNPROV_HOOK_SECRET. Whatever is not signed by it within five minutes is refused (Standard Webhooks 1.0.0).
"""

import base64
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

seen: set[str] = set()  # of a receiver that is restarted: in its database


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        id, at = self.headers.get("webhook-id", ""), self.headers.get("webhook-timestamp", "")
        key = base64.b64decode(os.environ["NGNPROV_HOOK_SECRET"].removeprefix("whsec_"))
        right = "v1," + base64.b64encode(hmac.digest(key, f"{id}.{at}.".encode() + body, "sha256")).decode()
        given = self.headers.get("webhook-signature", "").split()
        is_right = any(hmac.compare_digest(right.encode(), each.encode()) for each in given)
        if not is_right or abs(time.time() - int(at)) > 300:
            self.send_error(401)
            return
        if id not in seen:
            event = json.loads(body)
            print(event["time"], event["type"], event["subject"], flush=True)
        seen.add(id)
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *values: object) -> None:
        pass


if len(sys.argv) != 2 or not sys.argv[1].isdecimal() or "NGNPROV_HOOK_SECRET" not in os.environ:
    sys.exit(print("usage: webhook_receiver.py PORT, with NGNPROV_HOOK_SECRET", file=sys.stderr) or 2)
server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver)
print(f"http://127.0.0.1:{server.server_port}/", flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    server.server_close()
