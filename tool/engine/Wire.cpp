//===- Wire.cpp -----------------------------------------------------------===//
//
// CBOR through nlohmann/json: a binary format takes file names and source text
// as they are, where JSON would have to mend what is not UTF-8.
//
//===----------------------------------------------------------------------===//
#include "tool/engine/Wire.h"
#include <nlohmann/json.hpp>

namespace nlohmann {
template <class T> struct adl_serializer<std::optional<T>> {
  static void to_json(json &J, const std::optional<T> &V) {
    if (V)
      J = *V;
    else
      J = nullptr;
  }
  static void from_json(const json &J, std::optional<T> &V) {
    if (!J.is_null())
      V = J.get<T>();
  }
};
} // namespace nlohmann

namespace conure::report {
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Region, Line, Column, EndLine, EndColumn, Offset, Length)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Place, File, Line, Column, Range)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Note, What, Where, Message)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Edit, File, Range, Text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Fix, Description, Edits, Unambiguous)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Suppression, Where, Reason)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Finding, Rule, Severity, Message, Where, Function, Notes, Fixes, Hidden, State,
                                   Fingerprint)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Notification, Severity, Kind, Message, Where, Notes, Unit)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FileInfo, Sha256, Size)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(NolintComment, Where, Text, Used)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(UnitResult, Unit, Findings, Notifications, Nolints, Files, Inputs, Absent, Skipped,
                                   RuleSeconds, ParseSeconds, CheckSeconds, Failed, FromCache, Payload)
} // namespace conure::report

namespace conure {

std::string encode(const report::UnitResult &U) {
  std::string Out;
  nlohmann::json::to_cbor(nlohmann::json(U), Out);
  return Out;
}

std::optional<report::UnitResult> decode(std::string_view Bytes) {
  try {
    return nlohmann::json::from_cbor(Bytes).get<report::UnitResult>();
  } catch (const nlohmann::json::exception &) {
    return std::nullopt;
  }
}

} // namespace conure
