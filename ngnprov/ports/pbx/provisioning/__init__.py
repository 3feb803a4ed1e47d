# SPDX-License-Identifier: Apache-2.0
"""What phones are given: the configuration of each as it was applied last, the door at which they fetch it as files, and when
each did (pbx.md 21).

``applied`` stores and reads configurations, ``building`` makes them of what a customer has, ``door`` answers phones, and
``service`` those who look after them.
"""
