# SPDX-License-Identifier: Apache-2.0
"""Every refusal of EnumPort (enum.md 8): in each pair the even number is unknown and the odd one exists.

::

    Unknown                       Exists
     ├── RangeUnknown   3000       ├── RangeExists    3001
     └── NumberUnknown  3002       └── NumberExists   3003

    RangeInUse 3010, RangeFull 3011, NumberInUse 3012
"""

from ngnprov.errors import Exists, InUse, Refusal, Unknown


class RangeUnknown(Unknown):
    """No such ENUM range, or none that covers the number."""

    code, name = 3000, "EnumRangeUnknownError"


class RangeExists(Exists):
    """The ENUM range exists."""

    code, name = 3001, "EnumRangeExistsError"


class NumberUnknown(Unknown):
    """No such ENUM number; adding clients add it then."""

    code, name = 3002, "EnumNumberUnknownError"


class NumberExists(Exists):
    """The ENUM number exists."""

    code, name = 3003, "EnumNumberExistsError"


class RangeInUse(InUse):
    """The ENUM range still has numbers."""

    code, name = 3010, "EnumRangeInUseError"


class RangeFull(Refusal):
    """The ENUM range holds as many numbers as its ``size`` says."""

    code, name = 3011, "EnumRangeFullError"


class NumberInUse(InUse):
    """The number is a part of something else, such as an extension, which has to be changed or removed instead."""

    code, name = 3012, "EnumNumberInUseError"
