//===- Output.h - Writing what a verb made --------------------------------===//
//
// Defines writeOutput, which puts bytes on stdout or into a file that is
// written beside and renamed: nobody sees half of it. For the verbs.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_VERBS_OUTPUT_H
#define CONURE_TOOL_VERBS_OUTPUT_H

#include <string>
#include <string_view>

namespace conure {

/// \p File empty or "-": stdout. False after saying why on stderr.
bool writeOutput(const std::string &File, std::string_view Bytes);
/// "conure: error: …" on stderr; returns \p Status.
int fail(int Status, std::string_view Message);
/// True if stdout takes colour: \p When is auto, always or never; auto honours NO_COLOR.
bool useColor(std::string_view When);

} // namespace conure

#endif
