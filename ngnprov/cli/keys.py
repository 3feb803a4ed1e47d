# SPDX-License-Identifier: Apache-2.0
"""``ngnprov keys``: from an old key to a new one."""

import sys

import click

from ngnprov import clock
from ngnprov.cli.failure import CouldNotStart, Failure
from ngnprov.cli.options import as_operator, with_settings
from ngnprov.cli.output import as_text
from ngnprov.cli.progress import progress
from ngnprov.serve.start import refusing
from ngnprov.settings import Settings


@click.group(short_help="List, add, reseal or remove the keys that seal secrets.")
def keys() -> None:
    """The keys that seal secrets in the database. The first key in the file seals; all of them open.

    To change the key: add a new one, reseal, remove the old one. Servers need no restart: they look at their key file before
    they seal. Where they run on several machines, copy the file to all of them after each of the two changes, the first
    before `reseal`.
    """


@keys.command("list", short_help="List the keys and how many values each seals.")
@with_settings()
def list_(settings: Settings) -> None:
    """List the keys, the one that seals first, and how many stored values each has sealed."""
    from ngnprov.calls.operation import Task
    from ngnprov.upkeep.resealing import counts

    with as_operator(settings) as operator:
        sealed = operator.run(Task(name="keys list", writes=False), lambda call: counts(call.unit))
        present = operator.context.keys.ids
    for id in (*present, *sorted(sealed.keys() - set(present))):
        remark = "seals" if id == present[0] else "" if id in present else "not in the key file"
        click.echo(f"{id}  {sealed[id]:9}  {remark}".rstrip())


@keys.command(short_help="Put a new key on top of the key file.")
@with_settings()
def add(settings: Settings) -> None:
    """Put a new key on top of the key file. It seals from now on; the others still open."""
    from ngnprov.sealing.key_file import add_key

    with as_operator(settings) as operator:
        path = operator.context.keys.path
    with refusing():
        add_key(path)
    click.echo(f"added a key to {path}; keep a copy apart from the database, then run `ngnprov keys reseal`")


@keys.command(short_help="Seal everything with the first key.")
@with_settings()
def reseal(settings: Settings) -> None:
    """Seal with the first key what others have sealed, a few hundred rows at a time.

    Servers may run meanwhile, and the command may be interrupted and run again. The exit code is 1 when something does not
    open, which stays as it is.
    """
    from ngnprov.upkeep.resealing import reseal as reseal_all

    count, shut = 0, 0
    with as_operator(settings) as operator, progress("sealing", unit="values") as shown:
        for done in reseal_all(operator):
            count += done.count
            shown.advance(done.count)
            for place in done.shut:
                shut += 1
                with shown.aside():
                    click.echo(as_text(f"wrong: the secret {place} does not open and stays as it is"))
    click.echo(f"sealed {count} values anew")
    sys.exit(1 if shut else 0)


@keys.command(short_help="Remove a key that seals nothing any more.")
@with_settings()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.argument("id")
def remove(settings: Settings, id: str, yes: bool) -> None:
    """Remove the key ID from the key file. It is refused while a stored value is sealed with it.

    Backups that were made before still need it: keep a copy of the old key file as long as you keep them.
    """
    from ngnprov.calls.operation import Task
    from ngnprov.sealing.key_file import remove_key
    from ngnprov.upkeep.resealing import counts, last_resealed

    with as_operator(settings) as operator:
        present, path = operator.context.keys.ids, operator.context.keys.path
        sealed, resealed = operator.run(
            Task(name="keys remove", writes=False), lambda call: (counts(call.unit), last_resealed(call.unit))
        )
    if id not in present:
        raise CouldNotStart(f"there is no key {as_text(id)} in {path}")
    if id == present[0]:
        raise Failure(f"{id} is the key that seals: run `ngnprov keys add` and `ngnprov keys reseal` before")
    if sealed[id]:
        raise Failure(f"{id} still seals {sealed[id]} values: run `ngnprov keys reseal` before")
    _ask(id, resealed, yes)
    with refusing():
        remove_key(path, bytes.fromhex(id))
    click.echo(f"removed {id} from {path}")


def _ask(id: str, resealed: str, yes: bool) -> None:
    """Say which backups will need the key; go on with ``--yes`` or a yes at a terminal."""
    until = f"{resealed[: clock.LENGTH_OF_SECONDS]} (UTC), when `keys reseal` last ran," if resealed else "now"
    click.echo(
        f"Backups made before {until} need the key {id}: keep a copy of the key file as it is as long as you keep them.\n"
        "`ngnprov backup` and `ngnprov doctor --database sqlite:///BACKUP` tell which keys a backup needs.",
        err=True,
    )
    if yes:
        return
    if not sys.stdin.isatty():
        raise Failure("this is not a terminal: give --yes")
    click.confirm("Remove it?", abort=True, err=True)
