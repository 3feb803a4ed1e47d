# SPDX-License-Identifier: Apache-2.0
"""What files bring in: by the services, rights, credits and journal of everybody, all of a file or nothing, or each by choice.

::

    report    what was added, and what is wrong in which line and column
    values    texts of a file as members of wire types
    adding    items of a file to the database, all or none
    slices    or each that can be, with room for others in between
    forecast  how long all will take
    octets    what is not UTF-8
    rows      a CSV file, row by row
    documents JSON documents as values of wire types, and the other way round
    table     the CSV files of a port: its columns, what its rows become, and who adds that
"""
