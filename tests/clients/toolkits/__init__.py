# SPDX-License-Identifier: Apache-2.0
"""The toolkits whose programs are made from a WSDL, a module each. All have the same two functions:

``make(folder, story, dialect)``  writes the stubs of every ``folder/PORT.wsdl`` and compiles the program of the story
``command(folder, story)``        how that program is run
"""
