# SPDX-License-Identifier: Apache-2.0
"""Real SIP phones without a window, a sound card or a person: Linphone's console and baresip.

The folder of a phone is its memory: one that is not there yet is a phone out of the box, and one that is there the same phone,
switched on again. They listen on ports of the loopback that they choose, and end with their context, when they tell the
registrar that they are gone. If a test fails meanwhile, it shows what the phone said.
"""

import contextlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.name_servers import HERE, end, program


@dataclass(frozen=True)
class Phone:
    """A phone that is switched on."""

    child: "subprocess.Popen[bytes]"
    folder: Path

    def log(self) -> str:
        """All that it has said since it was switched on, and which messages it has sent and got."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))


@contextlib.contextmanager
def linphone(folder: Path, config_uri: str) -> Iterator[Phone]:
    """Linphone, which fetches its configuration (lpconfig XML) from ``config_uri`` each time it is switched on."""
    program_path = program("linphonec", "linphone-cli")
    own = folder / "linphonerc"
    if not folder.exists():
        (folder / ".local/share/linphone").mkdir(parents=True)  # without it nothing is registered at the first start
        own.write_text(f"""[misc]
config-uri={config_uri}

[sip]
bind_address={HERE}
sip_port=-1
sip_tcp_port=-1
sip_tls_port=-1
use_ipv6=0
guess_hostname=0
contact=sip:phone@{HERE}
""")
    with _switched_on([program_path, "-c", own, "-d", "4", "-l", folder / "messages.log"], folder) as phone:
        yield phone


@contextlib.contextmanager
def baresip(folder: Path, address: str, password: str, port: int, transport: str = "udp") -> Iterator[Phone]:
    """baresip, which registers as ``user@domain`` at a port of 127.0.0.1, by ``udp`` or ``tcp``."""
    program_path = program("baresip", "baresip-core")
    assert '"' not in password, "baresip cannot be told of it"
    folder.mkdir(exist_ok=True)
    modules = Path(program_path).resolve().parents[1] / "lib/baresip/modules"
    (folder / "config").write_text(
        f"sip_listen {HERE}:0\nmodule_path {modules}\nmodule g711.so\nmodule_app account.so\n"
    )
    (folder / "accounts").write_text(
        f'<sip:{address};transport={transport}>;auth_pass="{password}";regint=600'
        f';outbound="sip:{HERE}:{port};transport={transport}"\n'
    )
    with _switched_on([program_path, "-f", folder, "-v", "-s"], folder) as phone:
        yield phone


@contextlib.contextmanager
def _switched_on(command: Sequence[str | Path], folder: Path) -> Iterator[Phone]:
    """A phone that has ``folder`` for its home, and nothing to read."""
    surroundings = {
        "HOME": str(folder),
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "PULSE_RUNTIME_PATH": str(folder / "pulse"),  # otherwise Linphone leaves a folder in /tmp
    }
    with (
        (folder / "console.log").open("wb") as console,
        subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.PIPE,  # Linphone's console would ask at the end of its input again and again
            stdout=console,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=surroundings,
            start_new_session=True,
        ) as child,
    ):
        phone = Phone(child, folder)
        try:
            yield phone
        except BaseException as failure:
            failure.add_note(f"{Path(command[0]).name} said:\n{phone.log()[-6000:]}")
            raise
        finally:
            end(child)
