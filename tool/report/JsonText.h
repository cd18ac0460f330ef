//===- JsonText.h - What the JSON formats share ---------------------------===//
//
// Defines the JSON type of the output formats, which keeps the order of keys,
// and its text. For the formats that are JSON.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_REPORT_JSONTEXT_H
#define CONURE_TOOL_REPORT_JSONTEXT_H

#include <nlohmann/json.hpp>
#include <string>

namespace conure::report {

using Json = nlohmann::ordered_json;

/// Bytes that are no UTF-8 (a Latin-1 source) become U+FFFD instead of an exception.
inline std::string jsonText(const Json &J) { return J.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

} // namespace conure::report

#endif
