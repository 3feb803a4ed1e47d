# SPDX-License-Identifier: Apache-2.0
"""Terms and conditions: each version stays as it is, and the one that was added last is the present one."""
