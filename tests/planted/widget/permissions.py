"""The permissions of WidgetPort."""

from ngnprov.calls.policy import EVERYBODY, RESELLERS, Permission

READ = Permission("widget.read", EVERYBODY)
WRITE = Permission("widget.write", EVERYBODY)
MOVE = Permission("widget.move", RESELLERS)
