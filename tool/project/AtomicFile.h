//===- AtomicFile.h - Files that are whole or not there -------------------===//
//
// Defines replaceFile, through which the tool writes every file.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_PROJECT_ATOMICFILE_H
#define CONURE_TOOL_PROJECT_ATOMICFILE_H

#include <string>
#include <string_view>

namespace conure {

/// Writes beside \p File and renames over it; a device or a pipe is written to. Returns why it failed, or nothing.
std::string replaceFile(const std::string &File, std::string_view Bytes);
bool writeAll(int Descriptor, std::string_view Bytes);

} // namespace conure

#endif
