// SPDX-License-Identifier: Apache-2.0
// JSON out of gSOAP's records, by the C++ type that the WSDL gave each member; a null pointer is null.
#pragma once
#include <cstdio>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

inline std::string json(const std::string &text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) { out += c; continue; }
        char escaped[7];
        std::snprintf(escaped, sizeof escaped, "\\u%04x", c);
        out += escaped;
    }
    return out + "\"";
}
inline std::string json(bool value) { return value ? "true" : "false"; }
inline std::string json(int value) { return std::to_string(value); }
inline std::string json(LONG64 value) { return std::to_string(value); }
inline std::string json(double value) {
    std::ostringstream out;
    out << value;
    return out.str().find_first_of(".e") == std::string::npos ? out.str() + ".0" : out.str();
}
template <class Value> std::string json(Value *value) { return value ? json(*value) : "null"; }

// Objects and lists whose values are JSON already.
using Members = std::vector<std::pair<std::string, std::string>>;
inline std::string object(const Members &members) {
    std::string out;
    for (const auto &[name, value] : members) out += (out.empty() ? "" : ",") + json(name) + ":" + value;
    return "{" + out + "}";
}
inline std::string list(const std::vector<std::string> &values) {
    std::string out;
    for (const std::string &value : values) out += (out.empty() ? "" : ",") + value;
    return "[" + out + "]";
}
