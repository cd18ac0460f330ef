//===- Wire.h - A unit's result as bytes ----------------------------------===//
//
// Defines how a UnitResult crosses from a worker process to the tool, and how
// it lies in the cache. Strings need not be UTF-8.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_WIRE_H
#define CONURE_TOOL_ENGINE_WIRE_H

#include "tool/report/Results.h"
#include <optional>
#include <string>
#include <string_view>

namespace conure {

std::string encode(const report::UnitResult &U);
/// Nothing if \p Bytes are not what encode() made.
std::optional<report::UnitResult> decode(std::string_view Bytes);

} // namespace conure

#endif
